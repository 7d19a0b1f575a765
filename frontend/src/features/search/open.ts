/** Leads to what was found. */
import { openPreview } from "@/features/preview/preview";
import type { Found } from "./find";

/** Where a hit that is no file is shown. */
export function hrefOf(hit: Found): string {
  if (hit.kind === "folder") return `/library/folder/${hit.id}`;
  if (hit.kind === "file") return `/library/file/${hit.id}`;
  if (hit.kind === "appointment") {
    return `/calendar/day/${hit.starts?.slice(0, 10) ?? ""}?appointment=${hit.id}`;
  }
  return `/records/${hit.kind}/${hit.id}`;
}

/** Opens one of the hits: files over the page, with the other files that were found beside them. */
export function openHit(hit: Found, hits: readonly Found[], go: (path: string) => void): void {
  const files = hits.filter((one) => one.kind === "file").map((one) => one.id);
  if (hit.kind === "file") openPreview(hit.id, files);
  else go(hrefOf(hit));
}
