/** Which part of the library a path shows, and the other way round. */

export type Place =
  /** `id` null: the top level. */
  { kind: "folder"; id: string | null } | { kind: "file"; id: string } | { kind: "trash" } | { kind: "links" };

export function placeOf(path: string): Place {
  const [, , part, id] = path.split("/");
  if (part === "trash" || part === "links") return { kind: part };
  if (part === "file" && id) return { kind: "file", id };
  return { kind: "folder", id: part === "folder" && id ? id : null };
}

export function folderHref(id: string | null): string {
  return id === null ? "/library" : `/library/folder/${id}`;
}

/** Where a thing that a file hangs on is shown. */
export function holderHref(holder: { kind: string; id: string }, today: string): string {
  if (holder.kind === "appointment") return `/calendar/month/${today}?appointment=${holder.id}`;
  return `/records/${holder.kind}/${holder.id}`;
}
