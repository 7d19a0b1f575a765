/** Makes an appointment or changes one, in a dialog over the page: what is always asked first, the rest behind “more”. */
import { Alert, Button, Group, MultiSelect, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import "@mantine/dates/styles.layer.css";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle, IconChevronDown } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { Appointment } from "@/api/types";
import { useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { sentence } from "@/ui/tell";
import { changesOf, wantedBy } from "./bodies";
import { useCalendars } from "./calendars";
import "./dates.css";
import { Dialog } from "@/ui/Dialog";
import { useConflicts, useConflictWords, type Wanted } from "./conflicts";
import { type Draft, draftOf, emptyDraft, type Scope } from "./draft";
import { FormTimes, isOrdered } from "./FormTimes";
import { MoreFields } from "./MoreFields";
import { PeopleField } from "./PeopleField";
import { SeriesEditor } from "./SeriesEditor";
import { useSaving } from "./saving";

export interface AppointmentFormProps {
  /** The one to change; none to make one. */
  appointment?: Appointment;
  /** What is known already of the one to make. */
  draft?: Partial<Draft>;
  /** The day that the series has there, where one occurrence is meant. */
  day?: string;
  onSaved: (saved: Appointment) => void;
  onClose: () => void;
}

export function AppointmentForm(props: AppointmentFormProps) {
  const { appointment, draft: known, day, onSaved, onClose } = props;
  const { t } = useTranslation();
  const { user, business } = useSession();
  const hasScope = Boolean(appointment?.rule && day);
  const [scope, setScope] = useState<Scope>(hasScope ? "this" : "all");
  const [before, setBefore] = useState<Draft>(() =>
    appointment ? draftOf(appointment, scope, day) : emptyDraft(known ?? {}, business.zone, user.staff),
  );
  const [draft, setDraft] = useState(before);
  const [whole, setWhole] = useState(Boolean(appointment));
  const saving = useSaving({ appointment, day, onSaved });
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const ofOne = scope === "this" && hasScope;

  const meant = (next: Scope) => {
    if (!appointment) return;
    const fresh = draftOf(appointment, next, day);
    setScope(next);
    setBefore(fresh);
    setDraft(fresh);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isOrdered(draft)) saving.mutate({ draft, change: appointment && changesOf(before, draft, scope), scope });
  };
  return (
    <Dialog
      onClose={onClose}
      closeOnClickOutside={false}
      size="lg"
      title={t(appointment ? "calendar.form.change" : "calendar.form.make")}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {hasScope && <ScopeField scope={scope} onChange={meant} />}
          <MainFields draft={draft} ofOne={ofOne} onChange={change} />
          {whole ? (
            <MoreFields draft={draft} ofOne={ofOne} onChange={change} />
          ) : (
            <Button
              variant="subtle"
              size="compact-sm"
              w="fit-content"
              rightSection={<IconChevronDown size={15} aria-hidden />}
              onClick={() => setWhole(true)}
            >
              {t("calendar.form.more")}
            </Button>
          )}
          <Conflicts draft={draft} itself={appointment?.id} />
          {saving.error && (
            <Alert color="red" role="alert">
              {sentence(saving.error)}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={!isOrdered(draft)}>
              {t("shell.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
export default AppointmentForm;

function ScopeField({ scope, onChange }: { scope: Scope; onChange: (scope: Scope) => void }) {
  const { t } = useTranslation();
  return (
    <Stack gap={4}>
      <SegmentedControl
        fullWidth
        aria-label={t("calendar.form.meant")}
        value={scope}
        onChange={onChange}
        data={(["this", "following", "all"] as const).map((value) => ({
          value,
          label: t(`calendar.form.scope.${value}`),
        }))}
      />
      {scope === "this" && (
        <Text size="sm" c="dimmed">
          {t("calendar.form.onlySome")}
        </Text>
      )}
    </Stack>
  );
}

interface PartProps {
  draft: Draft;
  ofOne: boolean;
  onChange: (change: Partial<Draft>) => void;
}

function MainFields({ draft, ofOne, onChange }: PartProps) {
  const { t } = useTranslation();
  const { all } = useCalendars();
  return (
    <>
      <TextInput
        data-autofocus
        label={t("calendar.form.subject")}
        value={draft.subject}
        required
        onChange={(event) => onChange({ subject: event.currentTarget.value })}
      />
      <FormTimes draft={draft} onChange={onChange} />
      {!ofOne && <SeriesEditor draft={draft} onChange={(rule) => onChange({ rule })} />}
      <TextInput
        label={t("calendar.form.place")}
        value={draft.place}
        onChange={(event) => onChange({ place: event.currentTarget.value })}
      />
      {!ofOne && (
        <>
          <PeopleField members={draft.participants} onChange={(participants) => onChange({ participants })} />
          <MultiSelect
            label={t("calendar.form.calendars")}
            searchable
            value={draft.calendars}
            data={all.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(calendars) => onChange({ calendars })}
          />
        </>
      )}
    </>
  );
}

const PAUSE_MS = 500;

function Conflicts({ draft, itself }: { draft: Draft; itself: string | undefined }) {
  const [settled] = useDebouncedValue(JSON.stringify(wantedBy(draft, itself)), PAUSE_MS);
  const wanted = isOrdered(draft) ? (JSON.parse(settled) as Wanted) : null;
  const words = useConflictWords()(useConflicts(wanted));
  return words ? (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} role="status">
      {words}
    </Alert>
  ) : null;
}
