/** One document that is needed: its role, what people call it, its place among the others. */
import { ActionIcon, Checkbox, Group, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconX } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import classes from "../Administration.module.css";
import type { DraftDocument } from "./draft";

interface Props {
  document: DraftDocument;
  isFirst: boolean;
  isLast: boolean;
  onChange: (document: DraftDocument) => void;
  onRemove: () => void;
  onMove: (by: -1 | 1) => void;
  onDrag: (on: boolean) => void;
}

export function DocumentRow({ document, isFirst, isLast, onChange, onRemove, onMove, onDrag }: Props) {
  const { t } = useTranslation();
  const name = document.title || document.role || t("account.nameless");
  const acts = [
    { label: t("administration.documents.up", { name }), Sign: IconArrowUp, off: isFirst, act: () => onMove(-1) },
    { label: t("administration.documents.down", { name }), Sign: IconArrowDown, off: isLast, act: () => onMove(1) },
    { label: t("links.removeDocument", { name }), Sign: IconX, off: false, act: onRemove },
  ];
  return (
    <Group gap="sm" align="end">
      <span
        className={classes.order}
        aria-hidden
        draggable
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = "move";
          event.dataTransfer.setData("text/plain", name);
          onDrag(true);
        }}
        onDragEnd={() => onDrag(false)}
      >
        <IconGripVertical size={18} />
      </span>
      <TextInput
        label={t("administration.documents.role")}
        placeholder={t("administration.documents.roleExample")}
        flex="1 1 130px"
        required
        maxLength={100}
        value={document.role}
        onChange={(event) => onChange({ ...document, role: event.currentTarget.value })}
      />
      <TextInput
        label={t("administration.documents.title")}
        placeholder={t("links.documentExample")}
        flex="2 1 180px"
        maxLength={200}
        value={document.title}
        onChange={(event) => onChange({ ...document, title: event.currentTarget.value })}
      />
      <Checkbox
        label={t("links.mandatory")}
        mb={8}
        checked={document.mandatory}
        onChange={(event) => onChange({ ...document, mandatory: event.currentTarget.checked })}
      />
      <Group gap={2} wrap="nowrap" mb={3}>
        {acts.map(({ label, Sign, off, act }) => (
          <ActionIcon
            key={label}
            variant="subtle"
            color="gray"
            aria-label={label}
            // Stays where the focus is, unlike one that is switched off.
            aria-disabled={off}
            data-disabled={off || undefined}
            onClick={() => !off && act()}
          >
            <Sign size={17} aria-hidden />
          </ActionIcon>
        ))}
      </Group>
    </Group>
  );
}
