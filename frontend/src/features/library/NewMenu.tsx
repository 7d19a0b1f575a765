/** What can be made in a folder beside uploads: a folder, a link, a request for files. */
import { Button, Menu } from "@mantine/core";
import { IconFolderPlus, IconInbox, IconLink, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import type { Dialog } from "./dialogs/Dialogs";
import type { DropPlace } from "./dragging";

export function NewMenu({ folder, show }: { folder: DropPlace; show: (dialog: Dialog) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />}>
          {t("library.new")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFolderPlus size={16} aria-hidden />}
          onClick={() => show({ kind: "newFolder", parent: folder.id })}
        >
          {t("library.newFolder")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLink size={16} aria-hidden />}
          onClick={() => show({ kind: "newLink", parent: folder.id })}
        >
          {t("library.newLink")}
        </Menu.Item>
        <Menu.Item leftSection={<IconInbox size={16} aria-hidden />} onClick={() => show({ kind: "request", folder })}>
          {t("library.requestHere")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
