/** Mouse, touch and keyboard on a list of items, for rows and tiles alike: the container hears them for all. */
import { useRef } from "react";
import type { Item } from "../items";
import type { Selection } from "../selection";

const LONG_PRESS_MS = 450;
/** A finger that moved farther than this scrolls. */
const STILL_PX = 8;

export interface Doings {
  open(item: Item): void;
  rename(item: Item): void;
  trash(items: readonly Item[]): void;
  selectAll(): void;
  menu(at: { x: number; y: number }, items: readonly Item[]): void;
  edits: boolean;
  /** Goes to a page of the application. */
  go(path: string): void;
}

interface Shape {
  items: readonly Item[];
  /** How many places there are, fetched or not. */
  total: number;
  selection: Selection;
  columns: number;
  /** How many lie on a screen, for the page keys. */
  page: number;
}

/** The place under an event, or -1. */
export function placeOfEvent(event: { target: EventTarget | null }): number {
  const row = event.target instanceof Element ? event.target.closest("[data-index]") : null;
  return row instanceof HTMLElement ? Number(row.dataset.index) : -1;
}

/** Where a key leads from a place; undefined if it leads nowhere. */
function led(key: string, { selection: { active }, total, columns, page }: Shape): number | undefined {
  const step = { ArrowDown: columns, ArrowUp: -columns, PageDown: page, PageUp: -page }[key];
  const side = columns > 1 ? { ArrowRight: 1, ArrowLeft: -1 }[key] : undefined;
  const move = step ?? side;
  if (key === "Home") return 0;
  if (key === "End") return total - 1;
  if (move === undefined) return undefined;
  const target = active + move;
  if (Math.abs(move) === columns && columns > 1 && (target < 0 || target >= total)) return active;
  return Math.min(Math.max(target, 0), total - 1);
}

export function useKeys(shape: Shape, doings: Doings): (event: React.KeyboardEvent) => void {
  const { items, selection } = shape;
  const travel = (event: React.KeyboardEvent): boolean => {
    const target = led(event.key, shape);
    if (target === undefined) return false;
    if (event.shiftKey) selection.extend(target);
    else selection.move(target);
    return true;
  };
  const act = (event: React.KeyboardEvent): boolean => {
    const active = items[selection.active];
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === "a") doings.selectAll();
    else if (command || event.altKey) return false;
    else if (event.key === "Escape" && selection.ids.size > 0) selection.clear();
    else if (!active) return false;
    else if (event.key === " ") {
      if (event.shiftKey) selection.extend(selection.active);
      else selection.toggle(selection.active);
    } else if (event.key === "Enter") doings.open(active);
    else if (event.key === "F2" && doings.edits) doings.rename(active);
    else if (event.key === "Delete" && doings.edits) {
      doings.trash(selection.chosen.length > 0 ? selection.chosen : [active]);
    } else if (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10")) {
      const row = event.target instanceof Element ? event.target.getBoundingClientRect() : new DOMRect();
      doings.menu({ x: row.left + 48, y: row.bottom - 4 }, meant(selection, active));
    } else return false;
    return true;
  };
  return (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type !== "checkbox") return;
    if (travel(event) || act(event)) event.preventDefault();
  };
}

/** What an action from a place is about: the selection if it is part of it, else it alone. */
export function meant(selection: Selection, item: Item): readonly Item[] {
  return selection.ids.has(item.id) ? selection.chosen : [item];
}

export function usePointer({ items, selection }: Pick<Shape, "items" | "selection">, doings: Doings) {
  const follow = (link: HTMLAnchorElement, event: React.MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    doings.go(link.pathname + link.search);
  };
  const touch = useRef({ is: false, timer: 0, pressed: false, x: 0, y: 0 });
  const stop = () => window.clearTimeout(touch.current.timer);
  const itemAt = (event: { target: EventTarget | null }) => items[placeOfEvent(event)];
  return {
    onFocus(event: React.FocusEvent) {
      const index = placeOfEvent(event);
      if (index >= 0 && index !== selection.active) selection.enter(index);
    },
    onPointerDown(event: React.PointerEvent) {
      const index = placeOfEvent(event);
      touch.current = {
        is: event.pointerType === "touch",
        timer: 0,
        pressed: false,
        x: event.clientX,
        y: event.clientY,
      };
      if (!touch.current.is || index < 0) return;
      touch.current.timer = window.setTimeout(() => {
        touch.current.pressed = true;
        selection.toggle(index);
      }, LONG_PRESS_MS);
    },
    onPointerMove(event: React.PointerEvent) {
      const { x, y } = touch.current;
      if (Math.hypot(event.clientX - x, event.clientY - y) > STILL_PX) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onClick(event: React.MouseEvent) {
      const index = placeOfEvent(event);
      const item = items[index];
      const within = event.target instanceof Element ? event.target : null;
      if (!item || within?.closest("input:not([type=checkbox])")) return;
      const link = within?.closest("a");
      if (link) return follow(link, event);
      if (touch.current.pressed) return;
      if (within?.closest("[data-menu]")) {
        const { left, bottom } = within.getBoundingClientRect();
        doings.menu({ x: left, y: bottom }, meant(selection, item));
      } else if (within?.closest("[data-tick]") || event.ctrlKey || event.metaKey) selection.toggle(index);
      else if (event.shiftKey) selection.extend(index);
      else if (!touch.current.is) selection.only(index);
      else if (selection.ids.size > 0) selection.toggle(index);
      else doings.open(item);
    },
    onDoubleClick(event: React.MouseEvent) {
      const item = itemAt(event);
      const within = event.target instanceof Element ? event.target : null;
      if (item && !within?.closest("a,input,[data-menu]")) doings.open(item);
    },
    onContextMenu(event: React.MouseEvent) {
      const index = placeOfEvent(event);
      const item = items[index];
      if (!item || (event.target instanceof Element && event.target.closest("input"))) return;
      event.preventDefault();
      if (touch.current.is) return;
      if (!selection.ids.has(item.id)) selection.only(index);
      doings.menu({ x: event.clientX, y: event.clientY }, meant(selection, item));
    },
  };
}
