/** The roles of a business, from the least. */
import type { UserAccount } from "../data";

export const ROLES = ["none", "personal", "viewer", "editor", "owner"] as const;
const LADDER: readonly UserAccount["role"][] = [...ROLES, "reseller", "reseller_admin", "admin"];

/** Those that somebody of a role may give. */
export function grantable(own: UserAccount["role"]): readonly UserAccount["role"][] {
  return LADDER.slice(0, LADDER.indexOf(own) + 1);
}
