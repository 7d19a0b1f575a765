/** How an appointment repeats, asked for in words. */
import { Button, Chip, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useTranslation } from "@/app/translation";
import type { Draft } from "./draft";
import { dateFormatOf, firstWeekdayOf } from "./locale";
import { SeriesPreview } from "./SeriesPreview";
import {
  type By,
  FREQUENCIES,
  type Frequency,
  isLastOfMonth,
  ordinalOf,
  type Parts,
  partsOf,
  type Rule,
  ruleOf,
  usualParts,
  WEEKDAYS,
  type Weekday,
  weekdayOf,
} from "./seriesRule";
import { asUtc } from "./wall";

interface Props {
  draft: Draft;
  onChange: (rule: Rule | null) => void;
}

export function SeriesEditor({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const day = draft.starts.slice(0, 10);
  const parts = draft.rule && partsOf(draft.rule, day);
  const set = (next: Parts) => onChange({ ...ruleOf(next, day), excluded_days: draft.rule?.excluded_days ?? [] });
  const choose = (frequency: Frequency | undefined) => {
    if (!frequency) onChange(null);
    else set({ ...usualParts(frequency, day), until: parts?.until ?? null, count: parts?.count ?? null });
  };
  return (
    <Stack gap="xs">
      <Select
        label={t("series.repeats")}
        value={draft.rule ? (parts?.frequency ?? "special") : "never"}
        allowDeselect={false}
        onChange={(word) => word !== "special" && choose(FREQUENCIES.find((one) => one === word))}
        data={[
          { value: "never", label: t("series.never") },
          ...FREQUENCIES.map((one) => ({ value: one, label: t(`series.${one}`) })),
          ...(draft.rule && !parts ? [{ value: "special", label: t("series.specialName") }] : []),
        ]}
      />
      {draft.rule && !parts && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {t("series.special")}
          </Text>
          <Button size="compact-sm" variant="subtle" onClick={() => choose("weekly")}>
            {t("series.replace")}
          </Button>
        </Group>
      )}
      {parts && <PartsFields parts={parts} day={day} onChange={set} />}
      {draft.rule && <SeriesPreview draft={draft} />}
    </Stack>
  );
}

interface PartsProps {
  parts: Parts;
  day: string;
  onChange: (parts: Parts) => void;
}

function PartsFields({ parts, day, onChange }: PartsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Group gap="xs" align="flex-end">
        <NumberInput
          w={96}
          label={t("series.every")}
          min={1}
          max={999}
          allowDecimal={false}
          value={parts.interval}
          onChange={(interval) => onChange({ ...parts, interval: Math.max(1, Number(interval) || 1) })}
        />
        <Text pb={8} size="sm">
          {t(`series.units.${parts.frequency}`, { count: parts.interval })}
        </Text>
      </Group>
      {parts.frequency === "weekly" && <WeekdayChips parts={parts} day={day} onChange={onChange} />}
      {(parts.frequency === "monthly" || parts.frequency === "yearly") && (
        <DayOfMonth parts={parts} day={day} onChange={onChange} />
      )}
      <Ending parts={parts} day={day} onChange={onChange} />
    </>
  );
}

/** A Monday, to name weekdays by. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

function WeekdayChips({ parts, day, onChange }: PartsProps) {
  const { t, i18n } = useTranslation();
  const own = weekdayOf(day);
  const named = (width: "short" | "long") =>
    new Intl.DateTimeFormat(i18n.language, { weekday: width, timeZone: "UTC" });
  const [short, long] = [named("short"), named("long")];
  const first = firstWeekdayOf(i18n.language) - 1;
  const order = [...WEEKDAYS.slice(first), ...WEEKDAYS.slice(0, first)];
  const at = (weekday: Weekday) => new Date(MONDAY + WEEKDAYS.indexOf(weekday) * DAY_MS);
  return (
    <Chip.Group
      multiple
      value={parts.days}
      onChange={(days) => onChange({ ...parts, days: WEEKDAYS.filter((weekday) => days.includes(weekday)) })}
    >
      <Group gap={6} role="group" aria-label={t("series.on")}>
        {order.map((weekday) => (
          <Chip
            key={weekday}
            value={weekday}
            size="sm"
            disabled={weekday === own}
            aria-label={long.format(at(weekday))}
          >
            {short.format(at(weekday))}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

function DayOfMonth({ parts, day, onChange }: PartsProps) {
  const { t, i18n } = useTranslation();
  const made = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language, { timeZone: "UTC", ...options }).format(asUtc(day));
  const yearly = parts.frequency === "yearly";
  const onWeekday = (ordinal: number) => {
    const known = ordinal === -1 ? "-1" : (["1", "2", "3", "4", "5"] as const)[ordinal - 1];
    const words = { ordinal: t(`series.ordinals.${known ?? "5"}`), weekday: made({ weekday: "long" }) };
    return yearly
      ? t("series.onWeekdayOfYear", { ...words, month: made({ month: "long" }) })
      : t("series.onWeekday", words);
  };
  const choices: { value: By; label: string }[] = [
    {
      value: "date",
      label: yearly
        ? t("series.onDateOfYear", { date: made({ day: "numeric", month: "long" }) })
        : t("series.onDate", { day: Number(day.slice(8)) }),
    },
    { value: "weekday", label: onWeekday(ordinalOf(day)) },
    ...(isLastOfMonth(day) ? [{ value: "last" as const, label: onWeekday(-1) }] : []),
  ];
  return (
    <Select
      label={t("series.on")}
      value={parts.by}
      allowDeselect={false}
      data={choices}
      onChange={(word) => onChange({ ...parts, by: choices.find((one) => one.value === word)?.value ?? "date" })}
    />
  );
}

const USUAL_COUNT = 10;

function Ending({ parts, day, onChange }: PartsProps) {
  const { t, i18n } = useTranslation();
  const kind = parts.until ? "on" : parts.count ? "after" : "never";
  const choose = (word: string | null) =>
    onChange({ ...parts, until: word === "on" ? day : null, count: word === "after" ? USUAL_COUNT : null });
  return (
    <Group gap="xs" align="flex-end" grow>
      <Select
        label={t("series.ends")}
        value={kind}
        allowDeselect={false}
        onChange={choose}
        data={[
          { value: "never", label: t("series.endsNever") },
          { value: "on", label: t("series.endsOn") },
          { value: "after", label: t("series.endsAfter") },
        ]}
      />
      {parts.until && (
        <DateInput
          label={t("series.lastDay")}
          locale={i18n.language}
          valueFormat={dateFormatOf(i18n.language)}
          minDate={day}
          value={parts.until}
          onChange={(until) => until && onChange({ ...parts, until: until.slice(0, 10) })}
        />
      )}
      {parts.count && (
        <NumberInput
          label={t("series.times")}
          min={1}
          max={9999}
          allowDecimal={false}
          value={parts.count}
          onChange={(count) => onChange({ ...parts, count: Math.max(1, Number(count) || 1) })}
        />
      )}
    </Group>
  );
}
