/** Finds a file in its folder's list, however far down it lies, selects it and shows it. */
import { useEffect, useRef } from "react";
import { openPreview } from "@/features/preview/preview";
import { previewable, type useItems } from "./items";
import type { Selection } from "./selection";

export function useFileShown(file: string | undefined, list: ReturnType<typeof useItems>, selection: Selection): void {
  const found = useRef<string | undefined>(undefined);
  const { items, hasNextPage, isFetchingNextPage, fetchMore } = list;
  useEffect(() => {
    if (!file || found.current === file) return;
    const index = items.findIndex((item) => item.id === file);
    if (index >= 0) {
      found.current = file;
      selection.only(index);
      openPreview(file, previewable(items));
    } else if (hasNextPage && !isFetchingNextPage) fetchMore();
  }, [file, items, hasNextPage, isFetchingNextPage, fetchMore, selection]);
}
