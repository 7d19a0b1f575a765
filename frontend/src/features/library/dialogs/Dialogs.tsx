/** The dialog of the library that is open, if any. */
import { useEffect } from "react";
import { useLocation } from "wouter";
import { useTranslation } from "@/app/translation";
import { openRequestDialog } from "@/features/links/dialogs";
import type { Commands } from "../commands";
import type { DropPlace } from "../dragging";
import type { Item } from "../items";
import { folderHref } from "../place";
import { PropertiesDrawer } from "../properties/PropertiesDrawer";
import type { FolderActs } from "../useFolderActs";
import { FolderPicker } from "./FolderPicker";
import { LinkDialog } from "./LinkDialog";
import { NewFolderDialog } from "./NewFolderDialog";
import { TagsDialog } from "./TagsDialog";

export type Dialog =
  | { kind: "move" | "copy" | "tags" | "properties"; items: readonly Item[] }
  /** `parent` null: at the top level. */
  | { kind: "newFolder"; parent: string | null }
  | { kind: "newLink"; parent: string | null }
  | { kind: "request"; folder: DropPlace };

interface Props {
  dialog: Dialog | null;
  onClose: () => void;
  commands: Commands;
  acts: FolderActs;
  /** The folder that is shown. */
  folder: string | null;
}

export function Dialogs({ dialog, onClose, commands, acts, folder }: Props) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  useEffect(() => {
    if (dialog?.kind !== "request") return;
    openRequestDialog({ kind: "folder", id: dialog.folder.id, label: dialog.folder.name });
    onClose();
  }, [dialog, onClose]);
  if (!dialog || dialog.kind === "request") return null;
  if (dialog.kind === "newFolder") {
    return (
      <NewFolderDialog
        onClose={onClose}
        make={async (name) => {
          const id = await commands.makeFolder(name, dialog.parent);
          return () => go(folderHref(id));
        }}
      />
    );
  }
  if (dialog.kind === "newLink") {
    return <LinkDialog onClose={onClose} make={(url, name) => commands.makeLink(url, name, dialog.parent)} />;
  }
  const { items } = dialog;
  if (dialog.kind === "tags") {
    return (
      <TagsDialog
        items={items}
        onClose={onClose}
        save={(added, removed) => void commands.tag(items, added, removed, acts.everything(items))}
      />
    );
  }
  if (dialog.kind === "properties") return items[0] && <PropertiesDrawer item={items[0]} onClose={onClose} />;
  const { kind } = dialog;
  return (
    <FolderPicker
      title={t(`library.${kind}Title`, { count: items.length })}
      confirm={t(`library.${kind}Here`)}
      start={folder}
      except={kind === "move" ? items.map((item) => item.id) : []}
      onClose={onClose}
      onPick={(place) => acts.carry(items, place, kind)}
    />
  );
}
