/** Gives a file new bytes from the device; the old ones stay as a version. */
import { api, done } from "@/api/client";
import { queries } from "@/app/queries";
import { startUploads } from "@/features/upload/uploads";
import type { Item } from "./items";
import { refreshLibrary } from "./jobs";

type Replaced = Pick<Item, "id" | "name" | "version">;

/** The file that the person chooses on the device; undefined where none was. */
function chosen(): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.onchange = () => resolve(input.files?.[0]);
    input.oncancel = () => resolve(undefined);
    input.click();
  });
}

export async function restoreVersion(id: string, version: number): Promise<void> {
  await done(
    api.POST("/files/{id}/versions/{version}/restore", { params: { path: { id, version: String(version) } } }),
  );
  await refreshLibrary(queries);
}

/** Sends what the person chooses as the file's new bytes; the tray shows how far it is. */
export async function replaceBytes({ id, name, version }: Replaced): Promise<void> {
  const file = await chosen();
  if (file && version) startUploads([file], { kind: "version", file: id, label: name, before: version });
}
