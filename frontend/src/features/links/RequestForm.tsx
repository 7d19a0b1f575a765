/** What is asked for, and how far it goes: for a new request link, or to change one. */
import { Button, Checkbox, Collapse, Group, NumberInput, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { RequestLink } from "@/api/types";
import { useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { takeFocus } from "@/features/preview/takeFocus";
import { sentence } from "@/ui/tell";
import { useMissing, useSaveRequest } from "./data";
import type { Into } from "./dialogs";
import { EndField } from "./EndField";
import { ExpectedList, TakenSelect } from "./ExpectedList";
import { isGoodPassword, PasswordField } from "./PasswordField";
import { bodyOf, draftOf, type RequestDraft } from "./requestDraft";

interface Saved {
  url?: string;
  password: string | null;
  name: string;
  message: string;
}

interface Props {
  /** The one to change; none to make one for `into`. */
  link?: RequestLink;
  into?: Into;
  onSaved: (saved: Saved) => void;
  onCancel: () => void;
}

type Change = (some: Partial<RequestDraft>) => void;

export function RequestForm({ link, into, onSaved, onCancel }: Props) {
  const { t } = useTranslation();
  const { zone } = useSession().business;
  const [draft, setDraft] = useState(() => draftOf(link, zone));
  const { mutate, isPending, error } = useSaveRequest(link);
  const change: Change = (some) => setDraft((now) => ({ ...now, ...some }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isGoodPassword(draft.password)) return;
    const body = bodyOf(draft, link?.sender ?? "", zone);
    const told = { password: draft.password ?? null, name: body.name, message: body.message };
    mutate({ ...body, into: into?.id ?? null }, { onSuccess: ({ url }) => onSaved({ ...told, url }) });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          ref={takeFocus}
          label={t("links.requestName")}
          placeholder={t("links.requestExample")}
          description={into?.id === null ? t("links.folderMade") : undefined}
          required
          maxLength={255}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          data-autofocus
        />
        <Textarea
          label={t("links.requestMessage")}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2000}
          value={draft.message}
          onChange={(event) => change({ message: event.currentTarget.value })}
        />
        {into?.kind === "appointment" && <MissingField appointment={into.id} {...{ draft, change }} />}
        {!draft.missing && <ExpectedList lines={draft.lines} onChange={(lines) => change({ lines })} />}
        <EndField value={draft.lastDay} onChange={(lastDay) => change({ lastDay })} />
        <PasswordField value={draft.password} onChange={(password) => change({ password })} />
        <More {...{ draft, change }} />
        {error && (
          <Text c="red" size="sm" role="alert">
            {sentence(error)}
          </Text>
        )}
        <Group justify="end">
          <Button variant="default" onClick={onCancel}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={isPending}>
            {link ? t("shell.save") : t("links.makeRequest")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PartProps {
  draft: RequestDraft;
  change: Change;
}

/** Offers to ask for what is missing, where something is. */
function MissingField({ appointment, draft, change }: PartProps & { appointment: string | null }) {
  const { t } = useTranslation();
  const { data: missing = [] } = useMissing(appointment);
  if (missing.length === 0) return null;
  return (
    <Checkbox
      label={t("links.askMissing")}
      description={missing.map((document) => document.title || document.role).join(", ")}
      checked={draft.missing}
      onChange={(event) => change({ missing: event.currentTarget.checked })}
    />
  );
}

/** What is seldom wanted. */
function More({ draft, change }: PartProps) {
  const { t } = useTranslation();
  const [opened, { toggle }] = useDisclosure(draft.dueDay !== null || draft.files !== null || draft.megabytes !== null);
  const positive = (value: string | number) => (typeof value === "number" && value > 0 ? value : null);
  return (
    <Stack gap="xs">
      <Button
        variant="subtle"
        size="compact-sm"
        w="fit-content"
        aria-expanded={opened}
        rightSection={<IconChevronDown size={15} aria-hidden />}
        onClick={toggle}
      >
        {t("links.moreLimits")}
      </Button>
      <Collapse expanded={opened}>
        <Stack>
          <Group grow align="end">
            <TextInput
              type="date"
              label={t("links.dueDay")}
              value={draft.dueDay ?? ""}
              onChange={(event) => change({ dueDay: event.currentTarget.value || null })}
            />
            <TakenSelect
              visible
              label={t("links.taken")}
              value={draft.mediaTypes}
              onChange={(mediaTypes) => change({ mediaTypes })}
            />
          </Group>
          <Checkbox
            label={t("links.closesWhenDue")}
            disabled={draft.dueDay === null}
            checked={draft.closesWhenDue}
            onChange={(event) => change({ closesWhenDue: event.currentTarget.checked })}
          />
          <Group grow align="end">
            <NumberInput
              label={t("links.megabytes")}
              placeholder={t("links.noLimit")}
              min={0}
              value={draft.megabytes ?? ""}
              onChange={(value) => change({ megabytes: positive(value) })}
            />
            <NumberInput
              label={t("links.fileCount")}
              placeholder={t("links.noLimit")}
              min={1}
              max={1_000_000}
              allowDecimal={false}
              value={draft.files ?? ""}
              onChange={(value) => change({ files: positive(value) })}
            />
          </Group>
        </Stack>
      </Collapse>
    </Stack>
  );
}
