/** The tags of one or several items: those that all of them have are shown, others can be added. */
import { Button, Group, Stack, TagsInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "@/app/translation";
import { Dialog } from "@/ui/Dialog";
import type { Item } from "../items";
import { useTags } from "../tags";

interface Props {
  items: readonly Item[];
  save: (added: string[], removed: string[]) => void;
  onClose: () => void;
}

function common(items: readonly Item[]): string[] {
  const [first, ...rest] = items;
  return (first?.tags ?? []).filter((tag) => rest.every((item) => item.tags.includes(tag)));
}

export function TagsDialog({ items, save, onClose }: Props) {
  const { t } = useTranslation();
  const { data = [] } = useTags();
  const [before] = useState(() => common(items));
  const [tags, setTags] = useState(before);
  const end = () => {
    const added = tags.filter((tag) => !before.includes(tag));
    const removed = before.filter((tag) => !tags.includes(tag));
    if (added.length + removed.length > 0) save(added, removed);
    onClose();
  };
  return (
    <Dialog onClose={onClose} lockScroll={false} title={t("library.tags")} size="md">
      <Stack>
        <TagsInput
          data-autofocus
          label={items.length === 1 ? items[0]?.name : t("library.tagsOfAll", { count: items.length })}
          description={t("library.tagsHint")}
          data={data}
          value={tags}
          onChange={setTags}
          maxTags={30}
          splitChars={[","]}
          acceptValueOnBlur
        />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button onClick={end}>{t("shell.save")}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
