/** The folders at the side, opened one by one, and the trash and shared things below them. */
import { Divider, Text } from "@mantine/core";
import { IconChevronRight, IconFolderFilled, IconHome, IconLink, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { Link } from "wouter";
import { useTranslation } from "@/app/translation";
import type { DropPlace } from "./dragging";
import { type FolderName, SUBFOLDERS_SHOWN, useSubfolders } from "./folders";
import type { Item } from "./items";
import classes from "./Library.module.css";
import { useDropPlace } from "./list/drops";
import { folderHref } from "./place";

interface Shared {
  /** The folder that the page shows. */
  shown: string | null;
  /** The way to it, which stands open. */
  open: readonly FolderName[];
  carry: (items: readonly Item[], place: DropPlace, operation: "move" | "copy") => void;
}

export function FolderTree(props: Shared) {
  const { t } = useTranslation();
  const root = { id: null, name: t("library.allFiles") };
  const drop = useDropPlace(root, props.carry);
  return (
    <nav className={classes.tree} aria-label={t("library.folders")}>
      <ul className={classes.branches}>
        <li>
          <div className={classes.branch} data-shown={props.shown === null || undefined} {...drop}>
            <Leaf
              href={folderHref(null)}
              current={props.shown === null}
              icon={<IconHome size={18} stroke={1.6} aria-hidden />}
            >
              {root.name}
            </Leaf>
          </div>
        </li>
      </ul>
      <Branches {...props} parent={null} />
      <Divider my="xs" />
      <ul className={classes.branches}>
        <li className={classes.branch}>
          <Leaf href="/library/links" icon={<IconLink size={18} stroke={1.6} aria-hidden />}>
            {t("library.shared")}
          </Leaf>
        </li>
        <li className={classes.branch}>
          <Leaf href="/library/trash" icon={<IconTrash size={18} stroke={1.6} aria-hidden />}>
            {t("library.trash")}
          </Leaf>
        </li>
      </ul>
    </nav>
  );
}

function Leaf({
  href,
  current,
  icon,
  children,
}: {
  href: string;
  current?: boolean;
  icon: ReactNode;
  children: ReactNode;
}) {
  return (
    <Link href={href} aria-current={current ? "page" : undefined}>
      {icon}
      {children}
    </Link>
  );
}

function Branches({ parent, ...shared }: Shared & { parent: string | null }) {
  const { t } = useTranslation();
  const { data = [] } = useSubfolders(parent);
  if (data.length === 0) return null;
  return (
    <ul className={classes.branches}>
      {data.map((folder) => (
        <Branch key={folder.id} folder={folder} {...shared} />
      ))}
      {data.length === SUBFOLDERS_SHOWN && (
        <li>
          <Text size="xs" c="dimmed" p={6}>
            {t("library.moreInList")}
          </Text>
        </li>
      )}
    </ul>
  );
}

function Branch({ folder, ...shared }: Shared & { folder: FolderName }) {
  const { t } = useTranslation();
  const onTheWay = shared.open.some((one) => one.id === folder.id);
  const [opened, setOpened] = useState(onTheWay);
  useEffect(() => {
    if (onTheWay) setOpened(true);
  }, [onTheWay]);
  const drop = useDropPlace(folder, shared.carry);
  const current = shared.shown === folder.id;
  return (
    <li>
      <div className={classes.branch} data-shown={current || undefined} {...drop}>
        <button
          type="button"
          className={classes.twig}
          aria-expanded={opened}
          aria-label={t("library.openInTree", { name: folder.name })}
          onClick={() => setOpened(!opened)}
        >
          <IconChevronRight size={14} aria-hidden />
        </button>
        <Leaf
          href={folderHref(folder.id)}
          current={current}
          icon={<IconFolderFilled size={18} className={classes.folder} aria-hidden />}
        >
          {folder.name}
        </Leaf>
      </div>
      {opened && <Branches {...shared} parent={folder.id} />}
    </li>
  );
}
