/** Which items of a list are selected, and which one the keyboard is at. */
import { useCallback, useMemo, useState } from "react";
import type { Item } from "./items";

interface State {
  ids: ReadonlySet<string>;
  /** The place that the keyboard is at, and the one that a range begins at. */
  active: number;
  anchor: number;
}

const NONE: State = { ids: new Set(), active: 0, anchor: 0 };

export interface Selection {
  ids: ReadonlySet<string>;
  active: number;
  /** The selected items that are still there, in the list's order. */
  chosen: readonly Item[];
  only(index: number): void;
  toggle(index: number): void;
  /** From where the range began to here. */
  extend(index: number): void;
  /** Moves the keyboard's place alone. */
  move(index: number): void;
  /** Says that the focus went to a place by other ways than the arrows. */
  enter(index: number): void;
  select(items: readonly Item[]): void;
  clear(): void;
}

export function useSelection(items: readonly Item[]): Selection {
  const [state, setState] = useState<State>(NONE);
  const chosen = useMemo(() => items.filter((item) => state.ids.has(item.id)), [items, state.ids]);
  const idAt = useCallback((index: number) => items[index]?.id, [items]);

  const only = useCallback(
    (index: number) => {
      const id = idAt(index);
      setState({ ids: new Set(id ? [id] : []), active: index, anchor: index });
    },
    [idAt],
  );
  const toggle = useCallback(
    (index: number) => {
      const id = idAt(index);
      setState(({ ids }) => {
        const next = new Set(ids);
        if (id && !next.delete(id)) next.add(id);
        return { ids: next, active: index, anchor: index };
      });
    },
    [idAt],
  );
  const extend = useCallback(
    (index: number) => {
      setState(({ anchor }) => {
        const range = items.slice(Math.min(anchor, index), Math.max(anchor, index) + 1);
        return { ids: new Set(range.map((item) => item.id)), active: index, anchor };
      });
    },
    [items],
  );
  const move = useCallback((index: number) => setState(({ ids }) => ({ ids, active: index, anchor: index })), []);
  const enter = useCallback((index: number) => setState((before) => ({ ...before, active: index })), []);
  const select = useCallback(
    (some: readonly Item[]) => setState((before) => ({ ...before, ids: new Set(some.map((item) => item.id)) })),
    [],
  );
  const clear = useCallback(() => setState((before) => ({ ...before, ids: NONE.ids })), []);
  return useMemo(
    () => ({ ids: state.ids, active: state.active, chosen, only, toggle, extend, move, enter, select, clear }),
    [state, chosen, only, toggle, extend, move, enter, select, clear],
  );
}
