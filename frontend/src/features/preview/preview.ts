/** Opens the preview of a file over any page: `openPreview(id, siblings)`; arrows go through the siblings. */
import { useSyncExternalStore } from "react";

export interface Previewed {
  id: string;
  /** Ids of the files to go through, in order. */
  siblings: readonly string[];
}

let shown: Previewed | null = null;
const listeners = new Set<() => void>();

function set(next: Previewed | null): void {
  shown = next;
  for (const listener of listeners) listener();
}

export function openPreview(id: string, siblings: readonly string[] = [id]): void {
  set({ id, siblings });
}

export function closePreview(): void {
  set(null);
}

export function usePreviewed(): Previewed | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
