/** The actions on a selection, as the toolbar and the context menu show them. */
import {
  IconCopy,
  IconDownload,
  IconEdit,
  IconExternalLink,
  IconEye,
  IconFolderOpen,
  IconFolderSymlink,
  IconInbox,
  IconInfoCircle,
  IconShare,
  IconTags,
  IconTrash,
  IconUpload,
} from "@tabler/icons-react";
import { useMay } from "@/app/session";
import type { Item } from "./items";

export type ActionName =
  | "open"
  | "download"
  | "share"
  | "request"
  | "rename"
  | "move"
  | "copy"
  | "tags"
  | "newVersion"
  | "properties"
  | "trash";

export interface Action {
  name: ActionName;
  icon: typeof IconCopy;
  /** As the menu writes it. */
  shortcut?: string;
}

function openSign([item]: readonly Item[]): typeof IconCopy {
  if (item?.kind === "folder") return IconFolderOpen;
  return item?.type === "link" ? IconExternalLink : IconEye;
}

/** What can be done with these items, in the order of a menu. `edits`: whether the person may change things. */
export function actionsFor(items: readonly Item[], edits: boolean): Action[] {
  const [one] = items;
  if (!one) return [];
  const single = items.length === 1;
  const uploaded = single && one.kind === "file" && one.type !== "link";
  const fetchable = !items.some((item) => item.quarantine) && !(single && one.type === "link");
  const offered: (Action | false)[] = [
    single && { name: "open", icon: openSign(items), shortcut: "Enter" },
    fetchable && { name: "download", icon: IconDownload },
    edits && { name: "share", icon: IconShare },
    edits && single && one.kind === "folder" && { name: "request", icon: IconInbox },
    edits && single && { name: "rename", icon: IconEdit, shortcut: "F2" },
    edits && { name: "move", icon: IconFolderSymlink },
    edits && { name: "copy", icon: IconCopy },
    edits && { name: "tags", icon: IconTags },
    edits && uploaded && { name: "newVersion", icon: IconUpload },
    single && { name: "properties", icon: IconInfoCircle },
    edits && { name: "trash", icon: IconTrash, shortcut: "Del" },
  ];
  return offered.filter((action) => action !== false);
}

export function useActions(items: readonly Item[]): Action[] {
  return actionsFor(items, useMay("editor"));
}
