/** What people want to say of a thing in their own words: pairs of a name and a text. */
import { ActionIcon, Button, Fieldset, Group, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";

export interface OwnField {
  /** Keeps a line itself while its name changes. */
  line: number;
  name: string;
  text: string;
}
type Fields = Record<string, unknown>;

/** What a door keeps under its own name is not changed here. */
const DOORS: ReadonlySet<string> = new Set(["onoffice", "timetap", "telecomx", "xelion"]);

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function ownFields(fields: Fields): OwnField[] {
  const own = Object.entries(fields).filter(([name]) => !DOORS.has(name));
  return own.map(([name, value], line) => ({ line, name, text: written(value) }));
}

/** What to write, and what takes it back; null where nothing differs. A value that was no text stays none if it can be read as such. */
export function changedFields(before: Fields, lines: readonly OwnField[]): { change: Fields; back: Fields } | null {
  const after = new Map(lines.filter((line) => line.name.trim()).map((line) => [line.name.trim(), line.text]));
  const change: Fields = {};
  const back: Fields = {};
  for (const [name, text] of after) {
    const was = before[name];
    if (was !== undefined && written(was) === text) continue;
    change[name] = was !== undefined && typeof was !== "string" ? read(text) : text;
    back[name] = was ?? null;
  }
  for (const { name } of ownFields(before)) {
    if (after.has(name)) continue;
    change[name] = null;
    back[name] = before[name];
  }
  return Object.keys(change).length > 0 ? { change, back } : null;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface Props {
  fields: readonly OwnField[];
  onChange: (fields: OwnField[]) => void;
  edits: boolean;
}

export function FieldsEditor({ fields, onChange, edits }: Props) {
  const { t } = useTranslation();
  if (!edits && fields.length === 0) return null;
  const set = (line: number, some: Partial<OwnField>) =>
    onChange(fields.map((field) => (field.line === line ? { ...field, ...some } : field)));
  const next = Math.max(-1, ...fields.map((field) => field.line)) + 1;
  return (
    <Fieldset legend={t("library.ownFields")} p="sm">
      <Stack gap="xs">
        {fields.map(({ line, name, text }) => (
          <Group key={line} gap={6} wrap="nowrap">
            <TextInput
              w="38%"
              size="xs"
              aria-label={t("library.fieldName")}
              placeholder={t("library.fieldName")}
              value={name}
              readOnly={!edits}
              onChange={(event) => set(line, { name: event.currentTarget.value })}
            />
            <TextInput
              flex={1}
              size="xs"
              aria-label={t("library.fieldValue", { name })}
              placeholder={t("library.fieldText")}
              value={text}
              readOnly={!edits}
              onChange={(event) => set(line, { text: event.currentTarget.value })}
            />
            {edits && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("library.removeField", { name })}
                onClick={() => onChange(fields.filter((field) => field.line !== line))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        {edits && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...fields, { line: next, name: "", text: "" }])}
            style={{ alignSelf: "flex-start" }}
          >
            {t("library.addField")}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}
