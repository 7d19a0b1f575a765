/** What the actions do in a folder that is shown. */
import { useCallback, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useMay } from "@/app/session";
import { openRequestDialog, openShareDialog } from "@/features/links/dialogs";
import { openPreview } from "@/features/preview/preview";
import type { ActionName } from "./actions";
import type { Commands } from "./commands";
import type { Dialog } from "./dialogs/Dialogs";
import { download } from "./download";
import type { DropPlace } from "./dragging";
import { countFilters, type Filters, type Item, previewable, type useItems } from "./items";
import { folderHref } from "./place";
import { replaceBytes } from "./replace";
import type { Selection } from "./selection";

/** As many things are named one by one; the rest is named by the folder, where all of it is meant. */
const NAMED_AT_MOST = 1000;

interface Scene {
  folder: DropPlace;
  list: ReturnType<typeof useItems>;
  filters: Filters;
  selection: Selection;
  commands: Commands;
  show: (dialog: Dialog) => void;
}

export interface MenuAt {
  x: number;
  y: number;
  items: readonly Item[];
}

/** Opens what an item is: a folder, an address, a file. */
function opens(item: Item, shown: readonly Item[], go: (path: string, options?: { state: unknown }) => void): void {
  if (item.kind === "folder") go(folderHref(item.id), { state: { entered: true } });
  else if (item.type === "link") window.open(item.url, "_blank", "noopener,noreferrer");
  else openPreview(item.id, previewable(shown));
}

export function useFolderActs(scene: Scene) {
  const { folder, selection, show } = scene;
  const [, go] = useLocation();
  const edits = useMay("editor");
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [renaming, setRenaming] = useState<Item | null>(null);
  const now = useRef(scene);
  now.current = scene;

  const everything = useCallback((items: readonly Item[]): string | undefined => {
    const { list, filters, folder: here } = now.current;
    const all = items.length > NAMED_AT_MOST && items.length === list.total && countFilters(filters) === 0;
    return all && here.id ? here.id : undefined;
  }, []);
  const carry = useCallback(
    (items: readonly Item[], place: DropPlace, operation: "move" | "copy") => {
      if (operation === "move" && place.id === now.current.folder.id) return;
      void now.current.commands.carry(items, place, operation, everything(items));
      now.current.selection.clear();
    },
    [everything],
  );
  const trash = useCallback(
    (items: readonly Item[]) => {
      void now.current.commands.trash(items, everything(items));
      now.current.selection.clear();
    },
    [everything],
  );
  const selectAll = useCallback(async () => now.current.selection.select(await now.current.list.fetchAll()), []);
  const onRenamed = useCallback(
    (name: string | undefined) => {
      if (renaming && name) void now.current.commands.rename(renaming, now.current.folder.id, name);
      setRenaming(null);
    },
    [renaming],
  );
  const perform = useCallback(
    (action: ActionName, items: readonly Item[]) => {
      const [one] = items;
      if (!one) return;
      const does: Record<ActionName, () => void> = {
        open: () => opens(one, now.current.list.items, go),
        download: () => download(items),
        share: () => openShareDialog(items.map(({ id, kind, name }) => ({ id, kind, label: name }))),
        request: () => openRequestDialog({ id: one.id, kind: "folder", label: one.name }),
        rename: () => setRenaming(one),
        move: () => show({ kind: "move", items }),
        copy: () => show({ kind: "copy", items }),
        tags: () => show({ kind: "tags", items }),
        newVersion: () => void replaceBytes(one),
        properties: () => show({ kind: "properties", items }),
        trash: () => trash(items),
      };
      does[action]();
    },
    [go, show, trash],
  );
  const doings = useMemo(
    () => ({
      edits,
      go,
      open: (item: Item) => perform("open", [item]),
      rename: (item: Item) => setRenaming(item),
      trash,
      selectAll: () => void selectAll(),
      menu: (at: { x: number; y: number }, items: readonly Item[]) => setMenu({ ...at, items }),
    }),
    [edits, go, perform, trash, selectAll],
  );
  return { perform, doings, carry, everything, selectAll, selection, folder, menu, setMenu, renaming, onRenamed };
}
export type FolderActs = ReturnType<typeof useFolderActs>;
