/** The check list of what is asked for. */
import { ActionIcon, Button, Checkbox, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import { TAKEN, TAKEN_NAMES, takenOf } from "./kinds";
import classes from "./Links.module.css";

/** `key` tells lines apart while they are written; `role` stays what it was. */
export interface Line {
  key: number;
  role: string;
  title: string;
  description: string;
  mandatory: boolean;
  mediaTypes: string[];
  sizeLimit: number | null;
}

const MOST = 50;

export function emptyLine(key: number): Line {
  return { key, role: "", title: "", description: "", mandatory: true, mediaTypes: [], sizeLimit: null };
}

export function ExpectedList({ lines, onChange }: { lines: readonly Line[]; onChange: (lines: Line[]) => void }) {
  const { t } = useTranslation();
  const change = (key: number, some: Partial<Line>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...some } : line)));
  const add = () => onChange([...lines, emptyLine(Math.max(0, ...lines.map((line) => line.key)) + 1)]);
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600} component="h3">
        {t("links.expected")}
      </Text>
      <Text size="xs" c="dimmed">
        {t("links.expectedHint")}
      </Text>
      {lines.map((line, index) => (
        <fieldset
          key={line.key}
          className={classes.expected}
          aria-label={line.title || t("links.document", { number: index + 1 })}
        >
          <TextInput
            aria-label={t("links.documentName")}
            placeholder={t("links.documentExample")}
            maxLength={60}
            required
            value={line.title}
            onChange={(event) => change(line.key, { title: event.currentTarget.value })}
          />
          <TakenSelect
            label={t("links.taken")}
            value={line.mediaTypes}
            onChange={(mediaTypes) => change(line.key, { mediaTypes })}
          />
          <Checkbox
            label={t("links.mandatory")}
            checked={line.mandatory}
            onChange={(event) => change(line.key, { mandatory: event.currentTarget.checked })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("links.removeDocument", { name: line.title || index + 1 })}
            onClick={() => onChange(lines.filter((one) => one !== line))}
          >
            <IconX size={17} aria-hidden />
          </ActionIcon>
        </fieldset>
      ))}
      <Group>
        <Button
          variant="light"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          disabled={lines.length >= MOST}
          onClick={add}
        >
          {t("links.addDocument")}
        </Button>
      </Group>
    </Stack>
  );
}

interface TakenProps {
  label: string;
  visible?: boolean;
  value: string[];
  onChange: (mediaTypes: string[]) => void;
}

export function TakenSelect({ label, visible = false, value, onChange }: TakenProps) {
  const { t } = useTranslation();
  const name = takenOf(value);
  const data: { value: string; label: string }[] = TAKEN_NAMES.map((one) => ({
    value: one,
    label: t(`links.takes.${one}`),
  }));
  if (name === null) data.push({ value: "other", label: value.join(", ") });
  return (
    <Select
      label={visible ? label : undefined}
      aria-label={label}
      allowDeselect={false}
      data={data}
      value={name ?? "other"}
      onChange={(chosen) => {
        const known = TAKEN_NAMES.find((one) => one === chosen);
        if (known) onChange([...TAKEN[known]]);
      }}
    />
  );
}
