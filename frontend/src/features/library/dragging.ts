/** Dragging items onto folders: what is being dragged, and where it may be dropped. */

import { useSyncExternalStore } from "react";
import { dropped } from "@/features/upload/found";
import { startFound } from "@/features/upload/uploads";
import type { Item } from "./items";

const TYPE = "application/x-filebook-items";

/** What is dragged cannot be read from the event until it is dropped; it never leaves this page. */
let dragged: readonly Item[] = [];
const listeners = new Set<() => void>();

function hold(items: readonly Item[]): void {
  dragged = items;
  // Later: browsers give up a drag when the page changes while it begins.
  window.setTimeout(() => {
    for (const listener of listeners) listener();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether items of the library are being dragged. */
export function useIsDragging(): boolean {
  return useSyncExternalStore(subscribe, () => dragged.length > 0);
}

export interface DropPlace {
  /** Null: the top level. */
  id: string | null;
  name: string;
}

export function beginDrag(event: React.DragEvent, items: readonly Item[]): void {
  hold(items);
  event.dataTransfer.setData(TYPE, items.map((item) => item.id).join(","));
  event.dataTransfer.effectAllowed = "copyMove";
}

export function endDrag(): void {
  hold([]);
}

/** Whether what is dragged may go into a folder: items of the library not into themselves, files of the device always. */
export function mayDrop(event: React.DragEvent, folder: string | null): boolean {
  const { types } = event.dataTransfer;
  if (types.includes(TYPE)) return dragged.length > 0 && !dragged.some((item) => item.id === folder);
  return types.includes("Files");
}

/** Says what a drop here will do. */
export function showDrop(event: React.DragEvent): void {
  event.preventDefault();
  event.stopPropagation();
  const copies = event.ctrlKey || event.altKey || event.dataTransfer.types.includes("Files");
  event.dataTransfer.dropEffect = copies ? "copy" : "move";
}

/** Takes what was dropped: items of the library are carried, files of the device uploaded. */
export function takeDrop(
  event: React.DragEvent,
  place: DropPlace,
  carry: (items: readonly Item[], place: DropPlace, operation: "move" | "copy") => void,
): void {
  event.preventDefault();
  event.stopPropagation();
  if (event.dataTransfer.types.includes(TYPE)) {
    carry(dragged, place, event.ctrlKey || event.altKey ? "copy" : "move");
    hold([]);
  } else {
    const target = { kind: "folder", id: place.id, label: place.name } as const;
    void dropped(event.dataTransfer).then((found) => startFound(found, target));
    // The area around it believes that something is still held over it.
    event.currentTarget.dispatchEvent(new DragEvent("dragleave", { bubbles: true }));
  }
}
