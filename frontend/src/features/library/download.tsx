/** Fetches files and folders onto the device: one by a plain link, several as one ZIP. */
import { notifications } from "@mantine/notifications";
import { api, BASE } from "@/api/client";
import { Problem } from "@/api/problem";
import { translate } from "@/app/translation";
import { tell } from "@/ui/tell";
import type { Item } from "./items";

/** How long the browser is given to take a made file before its address goes. */
const KEPT_MS = 60_000;

function follow(address: string, name = ""): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

export function contentAddress(id: string): string {
  return `${BASE}/files/${id}/content`;
}

/** The archive is asked for by a body, so it goes through the page; the browser keeps large ones on disk. */
async function fetchArchive(items: readonly Item[]): Promise<void> {
  const shown = notifications.show({ loading: true, autoClose: false, message: translate("library.makingZip") });
  try {
    const told = await api.POST("/zip", { body: { items: items.map((item) => item.id) }, parseAs: "blob" });
    if (!told.response.ok) throw Problem.of(told.response, told.error);
    const address = URL.createObjectURL(told.data as Blob);
    follow(address, `${translate("library.zipName")}.zip`);
    window.setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
  } catch (problem) {
    tell.failure(problem instanceof Problem ? problem : Problem.unreachable(problem));
  } finally {
    notifications.hide(shown);
  }
}

export function download(items: readonly Item[]): void {
  const [first] = items;
  if (!first) return;
  if (items.length > 1) void fetchArchive(items);
  else if (first.kind === "folder") follow(`${BASE}/folders/${first.id}/zip`);
  else follow(contentAddress(first.id), first.name);
}
