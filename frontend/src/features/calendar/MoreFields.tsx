/** The rest of what an appointment can say, for those who need it. */
import { Autocomplete, Group, NumberInput, Select, Stack, Switch, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { Occurrence } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { ConcernsField } from "./ConcernsField";
import type { Draft } from "./draft";

const STATES = ["active", "pending", "completed", "cancelled", "no_show"] as const;
const PRESENCES = ["busy", "free", "out_of_office"] as const;
const REMINDERS = [0, 5, 10, 15, 30, 60, 120, 1440, 2880];

interface Props {
  draft: Draft;
  /** One occurrence of a series: what belongs to the series is left out. */
  ofOne: boolean;
  onChange: (change: Partial<Draft>) => void;
}

export function MoreFields({ draft, ofOne, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Textarea
        label={t("calendar.form.comment")}
        autosize
        minRows={2}
        maxRows={10}
        value={draft.comment}
        onChange={(event) => onChange({ comment: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <Select
          label={t("calendar.form.status")}
          allowDeselect={false}
          value={draft.status}
          data={STATES.map((value) => ({ value, label: t(`calendar.status.${value}`) }))}
          onChange={(word) => onChange({ status: STATES.find((one) => one === word) ?? "active" })}
        />
        {!ofOne && (
          <Select
            label={t("calendar.form.presence")}
            allowDeselect={false}
            value={draft.presence}
            data={PRESENCES.map((value) => ({ value, label: t(`calendar.form.presences.${value}`) }))}
            onChange={(word) => onChange({ presence: PRESENCES.find((one) => one === word) ?? "busy" })}
          />
        )}
      </Group>
      {!ofOne && <OfTheWhole draft={draft} onChange={onChange} />}
      <Group grow align="flex-start">
        <Minutes
          label={t("calendar.form.bufferBefore")}
          value={draft.beforeMinutes}
          onChange={(beforeMinutes) => onChange({ beforeMinutes })}
        />
        <Minutes
          label={t("calendar.form.bufferAfter")}
          value={draft.afterMinutes}
          onChange={(afterMinutes) => onChange({ afterMinutes })}
        />
      </Group>
    </Stack>
  );
}

function OfTheWhole({ draft, onChange }: Omit<Props, "ofOne">) {
  const { t } = useTranslation();
  return (
    <>
      <ConcernsField concerns={draft.concerns} onChange={(concerns) => onChange({ concerns })} />
      <Group grow align="flex-start">
        <Autocomplete
          label={t("calendar.form.type")}
          placeholder={t("calendar.form.typeHint")}
          data={useKnownTypes()}
          value={draft.type}
          onChange={(type) => onChange({ type })}
        />
        <Reminder minutes={draft.reminderMinutes} onChange={(reminderMinutes) => onChange({ reminderMinutes })} />
      </Group>
      <Switch
        label={t("calendar.private")}
        description={t("calendar.form.privateHint")}
        checked={draft.private}
        onChange={(event) => onChange({ private: event.currentTarget.checked })}
      />
      <Switch
        label={t("calendar.form.internal")}
        description={t("calendar.form.internalHint")}
        checked={draft.internal}
        onChange={(event) => onChange({ internal: event.currentTarget.checked })}
      />
    </>
  );
}

/** The kinds that appointments seen lately are of. */
function useKnownTypes(): string[] {
  const queries = useQueryClient();
  const seen = queries.getQueriesData<Occurrence[]>({ queryKey: [KEYS.occurrences, "range"] });
  return [...new Set(seen.flatMap(([, all]) => (all ?? []).map((one) => one.type)))].filter(Boolean).sort();
}

function Minutes({ label, value, onChange }: { label: string; value: number; onChange: (minutes: number) => void }) {
  return (
    <NumberInput
      label={label}
      min={0}
      max={1440}
      step={5}
      allowDecimal={false}
      value={value}
      onChange={(minutes) => onChange(Number(minutes) || 0)}
    />
  );
}

function Reminder({ minutes, onChange }: { minutes: number | null; onChange: (minutes: number | null) => void }) {
  const { t, i18n } = useTranslation();
  const span = (value: number) => {
    const [count, unit] =
      value % 1440 === 0 ? [value / 1440, "day"] : value % 60 === 0 ? [value / 60, "hour"] : [value, "minute"];
    return new Intl.NumberFormat(i18n.language, { style: "unit", unit, unitDisplay: "long" }).format(count);
  };
  const offered =
    minutes === null || REMINDERS.includes(minutes) ? REMINDERS : [...REMINDERS, minutes].sort((a, b) => a - b);
  return (
    <Select
      label={t("calendar.form.reminder")}
      allowDeselect={false}
      value={minutes === null ? "none" : String(minutes)}
      data={[
        { value: "none", label: t("calendar.form.noReminder") },
        ...offered.map((value) => ({
          value: String(value),
          label: value === 0 ? t("calendar.form.atStart") : t("calendar.form.before", { span: span(value) }),
        })),
      ]}
      onChange={(word) => onChange(word === null || word === "none" ? null : Number(word))}
    />
  );
}
