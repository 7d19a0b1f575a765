/** What people say of a file or folder, to be read and changed. */
import { Button, Group, Select, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, done } from "@/api/client";
import { queries } from "@/app/queries";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import { tellUndo } from "@/ui/tellUndo";
import { refreshLibrary } from "../jobs";
import classes from "../Library.module.css";
import { useTags } from "../tags";
import { changedFields, FieldsEditor, type OwnField, ownFields } from "./FieldsEditor";
import type { Shown } from "./PropertiesDrawer";

const VISIBILITIES = ["all", "customer", "employee", "reseller"] as const;
type Visibility = (typeof VISIBILITIES)[number];

/** What a form changes; the last four only of files. */
interface Draft {
  name: string;
  visibility: Visibility;
  tags: string[];
  title: string;
  free_text: string;
  category: string;
  document_attribute: string;
  url: string;
}
type Fields = Record<string, unknown>;
type Change = Partial<Draft> & { fields?: Fields };

function draftOf({ value }: Shown): Draft {
  const { name, visibility, tags } = value;
  const none = { title: "", free_text: "", category: "", document_attribute: "", url: "" };
  if (value.kind === "folder") return { ...none, name, visibility, tags };
  const { title, free_text, category, document_attribute, url } = value;
  return { name, visibility, tags, title, free_text, category, document_attribute, url };
}

/** The members that differ, and what they were. */
function difference(before: Draft, after: Draft): { change: Change; back: Change } {
  const members = Object.keys(before) as (keyof Draft)[];
  const differing = members.filter((member) => String(before[member]) !== String(after[member]));
  const some = (draft: Draft) => Object.fromEntries(differing.map((member) => [member, draft[member]]));
  return { change: some(after), back: some(before) };
}

async function write({ value, tag }: Shown, change: Change, conditional: "if-same" | "always"): Promise<void> {
  const header = conditional === "if-same" ? { "If-Match": tag } : {};
  const params = { path: { id: value.id }, header };
  // The description of the API knows an object of any members only as an empty one.
  const body = change as Omit<Change, "fields">;
  if (value.kind === "folder") await done(api.PATCH("/folders/{id}", { params, body }));
  else await done(api.PATCH("/files/{id}", { params, body }));
  await refreshLibrary(queries);
}

export function Details({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  const edits = useMay("editor");
  const before = draftOf(shown);
  const [draft, setDraft] = useState(before);
  const [fields, setFields] = useState<OwnField[]>(() => ownFields(shown.value.fields));
  const { data: tags = [] } = useTags();
  const set = (some: Partial<Draft>) => setDraft((now) => ({ ...now, ...some }));
  const own = changedFields(shown.value.fields, fields);
  const { change, back } = difference(before, draft);
  const changes = Object.keys(change).length > 0 || own !== null;
  const { mutate, isPending } = useMutation({
    mutationFn: () => write(shown, own ? { ...change, fields: own.change } : change, "if-same"),
    onSuccess: () =>
      tellUndo(t("library.saved"), () => write(shown, own ? { ...back, fields: own.back } : back, "always")),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  const isFile = shown.value.kind === "file";
  const text = (member: "name" | "title" | "category" | "document_attribute" | "url", required = false) => (
    <TextInput
      label={t(
        `library.${member === "document_attribute" ? "documentAttribute" : member === "url" ? "address" : member}`,
      )}
      value={draft[member]}
      readOnly={!edits}
      required={required}
      onChange={(event) => set({ [member]: event.currentTarget.value })}
    />
  );
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {text("name", true)}
        {isFile && text("title")}
        {shown.value.kind === "file" && shown.value.type === "link" && text("url", true)}
        {isFile && (
          <Textarea
            label={t("library.freeText")}
            autosize
            minRows={2}
            maxRows={10}
            value={draft.free_text}
            readOnly={!edits}
            onChange={(event) => set({ free_text: event.currentTarget.value })}
          />
        )}
        <TagsInput
          label={t("library.tags")}
          data={tags}
          value={draft.tags}
          readOnly={!edits}
          maxTags={30}
          acceptValueOnBlur
          onChange={(some) => set({ tags: some })}
        />
        {isFile && (
          <Group grow gap="xs">
            {text("category")}
            {text("document_attribute")}
          </Group>
        )}
        <Select
          label={t("library.visibility")}
          description={t("library.visibilityHint")}
          allowDeselect={false}
          value={draft.visibility}
          readOnly={!edits}
          onChange={(value) => set({ visibility: VISIBILITIES.find((one) => one === value) ?? draft.visibility })}
          data={VISIBILITIES.map((value) => ({ value, label: t(`library.visibilities.${value}`) }))}
        />
        <FieldsEditor fields={fields} onChange={setFields} edits={edits} />
        {edits && (
          <Group justify="end">
            <Button type="submit" disabled={!changes} loading={isPending}>
              {t("shell.save")}
            </Button>
          </Group>
        )}
        <Facts shown={shown} />
      </Stack>
    </form>
  );
}

function Facts({ shown: { value } }: { shown: Shown }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts: [string, string][] = [
    [t("library.number"), String(value.number)],
    [t("library.created"), `${format.moment(value.created_at)} · ${value.uploader.name}`],
    [t("library.modified"), `${format.moment(value.modified_at)} · ${value.modified_by}`],
  ];
  if (value.kind === "file" && value.type === "upload") {
    facts.push([t("library.size"), format.size(value.size_bytes)], [t("library.kind"), value.media_type]);
    if (value.picture) facts.push([t("library.pixels"), `${value.picture.width} × ${value.picture.height}`]);
  }
  return (
    <dl className={classes.facts}>
      {facts.map(([name, said]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}
