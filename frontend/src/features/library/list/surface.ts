/** What the list and the tiles share: a window onto many lines, more of them fetched as it nears their end, and the focus. */
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import type { Item } from "../items";
import type { Selection } from "../selection";
import type { Doings } from "./gestures";

export interface SurfaceProps {
  label: string;
  items: readonly Item[];
  total: number;
  selection: Selection;
  doings: Doings;
  /** The id of the item whose name is being changed. */
  renaming: string | null;
  onRenamed: (name: string | undefined) => void;
  carry: (items: readonly Item[], place: { id: string | null; name: string }, operation: "move" | "copy") => void;
  /** Says which places are on the screen, both inclusive. */
  show: (first: number, last: number) => void;
  /** Whether the keyboard shall be at the first item as soon as the list is there. */
  takesFocus: boolean;
}

const OVERSCAN = 4;

/** `height`: of a line in CSS pixels; `columns`: items on a line. The line that has the focus is always there. */
export function useWindow(scroll: RefObject<HTMLElement | null>, props: SurfaceProps, height: number, columns: number) {
  const { total, selection, show } = props;
  const lines = Math.ceil(total / columns);
  const kept = Math.floor(Math.min(selection.active, Math.max(total - 1, 0)) / columns);
  const rangeExtractor = useCallback(
    (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), ...(kept < range.count ? [kept] : [])])].sort((a, b) => a - b),
    [kept],
  );
  const virtual = useVirtualizer({
    count: lines,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    rangeExtractor,
  });
  const shown = virtual.getVirtualItems();
  const first = Math.max(0, (virtual.range?.startIndex ?? 0) - OVERSCAN) * columns;
  const last = Math.min(((virtual.range?.endIndex ?? 0) + 1 + OVERSCAN) * columns, total) - 1;
  useEffect(() => show(first, last), [show, first, last]);
  const { scrollToIndex, measure } = virtual;
  // biome-ignore lint/correctness/useExhaustiveDependencies: places are kept until they are measured anew
  useLayoutEffect(() => measure(), [height, measure]);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) scrollToIndex(kept, { align: "auto" });
    moved.current = true;
  }, [kept, scrollToIndex]);
  return {
    virtual,
    shown,
    page: Math.max(1, Math.floor((scroll.current?.clientHeight ?? height) / height) - 1) * columns,
  };
}

/** Keeps the focus at the active item once it is within the list; back there, too, after a name was changed. */
export function useFocus(scroll: RefObject<HTMLElement | null>, props: SurfaceProps): void {
  const { selection, renaming, takesFocus, items } = props;
  const within = useRef(takesFocus);
  const there = items.length > 0;
  useEffect(() => {
    const list = scroll.current;
    if (!list) return;
    const note = (event: FocusEvent) => {
      // A line that is taken away loses the focus to nothing: then the next one has it.
      if (event.type === "focusin") within.current = true;
      else if (event.relatedTarget instanceof Node) within.current = list.contains(event.relatedTarget);
    };
    list.addEventListener("focusin", note);
    list.addEventListener("focusout", note);
    return () => {
      list.removeEventListener("focusin", note);
      list.removeEventListener("focusout", note);
    };
  }, [scroll]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the active place and what is there
  useEffect(() => {
    if (!there || !within.current || renaming) return;
    const now = document.activeElement;
    if (now && now !== document.body && !scroll.current?.contains(now)) return;
    scroll.current?.querySelector<HTMLElement>(`[data-index="${selection.active}"]`)?.focus({ preventScroll: true });
  }, [selection.active, there, renaming, items]);
}
