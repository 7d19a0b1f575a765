/** The kinds of files that a request takes, as people choose them. */

export const TAKEN = {
  any: [],
  pdf: ["application/pdf"],
  image: ["image"],
  both: ["application/pdf", "image"],
} as const satisfies Record<string, readonly string[]>;
export type Taken = keyof typeof TAKEN;
export const TAKEN_NAMES = ["any", "pdf", "image", "both"] as const satisfies readonly Taken[];

/** Null where somebody else chose what nobody can choose here. */
export function takenOf(mediaTypes: readonly string[]): Taken | null {
  const wanted = [...mediaTypes].sort().join();
  return TAKEN_NAMES.find((name) => [...TAKEN[name]].sort().join() === wanted) ?? null;
}
