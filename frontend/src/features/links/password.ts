/** Makes passwords that can be told by telephone. */

/** Without letters and digits that look like others. */
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 12;
const GROUP = 4;

export function makePassword(): string {
  const signs: string[] = [];
  while (signs.length < LENGTH) {
    const [value = 0] = crypto.getRandomValues(new Uint8Array(1));
    // Of 256 values the last few would make some signs likelier than others.
    if (value < 256 - (256 % SIGNS.length)) signs.push(SIGNS.charAt(value % SIGNS.length));
  }
  return signs.join("").replace(new RegExp(`(.{${GROUP}})(?=.)`, "g"), "$1-");
}
