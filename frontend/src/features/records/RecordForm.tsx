/** Makes a record or changes what people usually say of one. */
import { Button, Group, NumberInput, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { RecordKind, RecordObject } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { FormProblem } from "@/features/account/problems";
import { Dialog } from "@/ui/Dialog";
import { tell } from "@/ui/tell";
import { tellUndo } from "@/ui/tellUndo";
import { change, type Kept, make, useRefresh } from "./data";
import { ASKED, asText, type Known, NAMED_BY_FIELDS, valueAt } from "./kinds";

interface Props {
  kind: RecordKind;
  /** The one to change; none to make one. */
  kept?: Kept;
  onSaved: (record: RecordObject) => void;
  onClose: () => void;
}
type Fields = Record<string, unknown>;

export default function RecordForm({ kind, kept, onSaved, onClose }: Props) {
  const { t } = useTranslation();
  const before = useState(() => draftOf(kind, kept?.record.fields ?? {}))[0];
  const [label, setLabel] = useState(kept?.record.label ?? "");
  const [draft, setDraft] = useState(before);
  const needsLabel = !NAMED_BY_FIELDS.includes(kind);
  const save = useSaving(kind, kept, onSaved);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fields = differing(ASKED[kind], before, draft);
    // The label of people follows their names, which is for the server to say.
    const labelled = needsLabel && label.trim() !== kept?.record.label;
    save.mutate({ ...(labelled && { label: label.trim() }), fields });
  };
  const input = (known: Known) => {
    const shared = { label: t(`records.fields.${known.word}`), value: draft[known.path] ?? "" };
    const set = (value: string) => setDraft((now) => ({ ...now, [known.path]: value }));
    if (isNumber(known)) {
      return <NumberInput key={known.path} {...shared} min={0} onChange={(value) => set(String(value))} />;
    }
    return (
      <TextInput
        key={known.path}
        {...shared}
        type={known.as === "email" ? "email" : known.as === "phone" ? "tel" : "text"}
        onChange={(event) => set(event.currentTarget.value)}
      />
    );
  };
  return (
    <Dialog
      onClose={onClose}
      closeOnClickOutside={false}
      size="lg"
      title={kept ? t("records.change", { label: kept.record.label }) : t(`records.newOf.${kind}`)}
    >
      <form onSubmit={submit}>
        <Stack>
          <FormProblem problem={save.error} />
          {needsLabel && (
            <TextInput
              data-autofocus
              required
              maxLength={255}
              label={t("records.fields.label")}
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
            />
          )}
          <SimpleGrid cols={{ base: 1, xs: 2 }}>{ASKED[kind].map(input)}</SimpleGrid>
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("shell.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface Said {
  label?: string;
  fields: Fields;
}

function useSaving(kind: RecordKind, kept: Kept | undefined, onSaved: (record: RecordObject) => void) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  return useMutation({
    meta: { quiet: true },
    mutationFn: async (said: Said): Promise<RecordObject> =>
      kept ? ((await change(kept.record, said, kept.tag)) as RecordObject) : make(kind, said),
    onSuccess: (saved, said) => {
      onSaved(saved);
      if (kept) {
        tellUndo(t("records.saved"), async () => {
          await change(kept.record, back(kept.record, said));
          await refresh();
        });
      } else tell.success(t("records.made", { label: saved.label }));
      return refresh();
    },
  });
}

/** What takes a change back. */
function back({ label, fields }: RecordObject, said: Said): Said {
  const before = Object.fromEntries(Object.keys(said.fields).map((name) => [name, fields[name] ?? null]));
  return { ...(said.label !== undefined && { label }), fields: before };
}

type Draft = Record<string, string>;
const isNumber = ({ as }: Known): boolean => as === "count" || as === "minutes";

function draftOf(kind: RecordKind, fields: Fields): Draft {
  return Object.fromEntries(ASKED[kind].map(({ path }) => [path, asText(valueAt(fields, path))]));
}

/** Only what differs is written; what was emptied is taken away. */
function differing(asked: readonly Known[], before: Draft, after: Draft): Fields {
  return Object.fromEntries(
    asked
      .filter(({ path }) => before[path] !== after[path])
      .map((known) => {
        const text = (after[known.path] ?? "").trim();
        return [known.path, text === "" ? null : isNumber(known) ? Number(text) : text];
      }),
  );
}
