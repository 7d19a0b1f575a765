/** Asks for a folder: one walks through the folders, or looks for one by its name; a new one can be made on the way. */
import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconArrowLeft, IconChevronRight, IconFolderFilled, IconFolderPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "@/app/translation";
import { Dialog } from "@/ui/Dialog";
import { useCommands } from "../commands";
import type { DropPlace } from "../dragging";
import { SUBFOLDERS_SHOWN, useFolderPath, useSubfolders } from "../folders";
import classes from "../Library.module.css";
import { NewFolderDialog } from "./NewFolderDialog";

const TYPING_MS = 250;

interface Props {
  title: string;
  /** What the button says, such as "Move here". */
  confirm: string;
  /** The folder to begin at; null: the top level. */
  start?: string | null;
  /** Folders that cannot be chosen, nor what lies in them. */
  except?: readonly string[];
  onPick: (place: DropPlace) => void;
  onClose: () => void;
}

export function FolderPicker({ title, confirm, start = null, except = [], onPick, onClose }: Props) {
  const { t } = useTranslation();
  const [at, setAt] = useState<string | null>(start);
  const [typed, setTyped] = useState("");
  const [making, setMaking] = useState(false);
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const { data: path = [] } = useFolderPath(at);
  const { data: folders = [], isPending } = useSubfolders(at, q);
  const { makeFolder } = useCommands();
  const here: DropPlace = { id: at, name: path.at(-1)?.name ?? t("library.allFiles") };
  const enter = (id: string | null) => {
    setAt(id);
    setTyped("");
  };
  const offered = folders.filter((folder) => !except.includes(folder.id));
  return (
    <Dialog onClose={onClose} lockScroll={false} title={title} size="md">
      <Stack gap="sm">
        <TextInput
          aria-label={t("library.findFolder")}
          placeholder={t("library.findFolder")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group gap={6} wrap="nowrap" mih={34}>
          {at !== null && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("library.up")}
              onClick={() => enter(path.at(-2)?.id ?? null)}
            >
              <IconArrowLeft size={18} aria-hidden />
            </ActionIcon>
          )}
          <Text fw={600} flex={1} truncate aria-live="polite">
            {here.name}
          </Text>
          <ActionIcon variant="subtle" color="gray" aria-label={t("library.newFolder")} onClick={() => setMaking(true)}>
            <IconFolderPlus size={18} aria-hidden />
          </ActionIcon>
        </Group>
        <div className={classes.picker}>
          <ul className={classes.branches} aria-label={t("library.folders")}>
            {offered.map((folder) => (
              <li key={folder.id}>
                <button type="button" onClick={() => enter(folder.id)}>
                  <IconFolderFilled size={20} className={classes.folder} aria-hidden />
                  <Text span size="sm" flex={1} truncate>
                    {folder.name}
                  </Text>
                  <IconChevronRight size={16} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
          {!isPending && offered.length === 0 && (
            <Text size="sm" c="dimmed" ta="center" p="lg">
              {t(q ? "library.noFolderFound" : "library.noSubfolders")}
            </Text>
          )}
          {folders.length === SUBFOLDERS_SHOWN && (
            <Text size="xs" c="dimmed" ta="center" p="xs">
              {t("library.moreFolders")}
            </Text>
          )}
        </div>
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button
            onClick={() => {
              onPick(here);
              onClose();
            }}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
      {making && (
        <NewFolderDialog
          onClose={() => setMaking(false)}
          make={async (name) => {
            const id = await makeFolder(name, at);
            return () => enter(id);
          }}
        />
      )}
    </Dialog>
  );
}
