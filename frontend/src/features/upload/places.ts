/** The folder that an upload goes to: folders that came with it are found below the target, or made. */
import { BASE } from "@/api/client";
import { Problem } from "@/api/problem";
import { make } from "./requests";
import type { Upload } from "./state";

/** Asked for once per page: many files lie in one folder. */
const known = new Map<string, Promise<string>>();

/** Null: the top level, or wherever files on a thing go. Raises: Problem. */
export async function folderOf({ target, folders }: Upload): Promise<string | null> {
  if (target.kind !== "folder") return null;
  let place = target.id;
  for (const name of folders) place = await within(place, name);
  return place;
}

function within(parent: string | null, name: string): Promise<string> {
  const key = `${parent ?? ""}/${name}`;
  const place = known.get(key) ?? foundOrMade(parent, name);
  known.set(key, place);
  // A folder may be removed again before the next upload, and what failed is to be tried anew.
  place.then(
    () => window.setTimeout(() => known.delete(key), 30_000),
    () => known.delete(key),
  );
  return place;
}

async function foundOrMade(parent: string | null, name: string): Promise<string> {
  const asked = new URLSearchParams({ parent: parent ?? "root", q: name, fields: "id,name", limit: "200" });
  const response = await fetch(`${BASE}/folders?${asked}`).catch((reason: unknown) => {
    throw Problem.unreachable(reason);
  });
  const told = (await response.json().catch(() => ({}))) as { items?: { id: string; name: string }[] };
  if (!response.ok) throw Problem.of(response, told);
  const there = told.items?.find((folder) => folder.name === name);
  return there?.id ?? (await make("/folders", { json: { name, ...(parent ? { parent } : {}) } })).id;
}
