/** From when until when, on which clock. */
import { Button, Checkbox, Group, Select, Stack, Text } from "@mantine/core";
import { DateInput, TimePicker } from "@mantine/dates";
import "dayjs/locale/da";
import "dayjs/locale/de";
import "dayjs/locale/nl";
import { useMemo, useState } from "react";
import { useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import type { Draft } from "./draft";
import { dateFormatOf, firstWeekdayOf, is12Hours } from "./locale";
import { followStart } from "./seriesRule";
import { shifted } from "./wall";

interface Props {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

export function FormTimes({ draft, onChange }: Props) {
  const { t } = useTranslation();
  // A later beginning takes the end along, and a series its days.
  const begin = (starts: string) =>
    onChange({
      starts,
      ends: shifted(draft.ends, draft.starts, starts),
      rule: draft.rule && followStart(draft.rule, draft.starts.slice(0, 10), starts.slice(0, 10)),
    });
  return (
    <Stack gap="xs">
      <Moment label={t("calendar.form.from")} wall={draft.starts} timed={!draft.allDay} onChange={begin} />
      <Moment
        label={t("calendar.form.until")}
        wall={draft.ends}
        timed={!draft.allDay}
        error={isOrdered(draft) ? undefined : t("calendar.form.order")}
        onChange={(ends) => onChange({ ends })}
      />
      <Group justify="space-between" mih={30}>
        <Checkbox
          label={t("calendar.form.allDay")}
          checked={draft.allDay}
          onChange={(event) => onChange({ allDay: event.currentTarget.checked })}
        />
        {!draft.allDay && <Zone zone={draft.zone} onChange={(zone) => onChange({ zone })} />}
      </Group>
    </Stack>
  );
}

export function isOrdered({ starts, ends, allDay }: Draft): boolean {
  return allDay ? starts.slice(0, 10) <= ends.slice(0, 10) : starts < ends;
}

interface MomentProps {
  label: string;
  wall: string;
  timed: boolean;
  error?: string;
  onChange: (wall: string) => void;
}

function Moment({ label, wall, timed, error, onChange }: MomentProps) {
  const { t, i18n } = useTranslation();
  const [day, time] = [wall.slice(0, 10), wall.slice(11, 16)];
  const first = firstWeekdayOf(i18n.language) % 7;
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap" role="group" aria-label={label}>
      <DateInput
        flex={1}
        label={label}
        locale={i18n.language}
        firstDayOfWeek={first === 0 ? 0 : first === 6 ? 6 : 1}
        weekendDays={[]}
        valueFormat={dateFormatOf(i18n.language)}
        value={day}
        error={error}
        onChange={(chosen) => chosen && onChange(`${chosen.slice(0, 10)}T${time}`)}
      />
      {timed && (
        <TimePicker
          w={130}
          label={t("calendar.form.time")}
          format={is12Hours(i18n.language) ? "12h" : "24h"}
          hoursInputLabel={`${label}: ${t("calendar.form.hours")}`}
          minutesInputLabel={`${label}: ${t("calendar.form.minutes")}`}
          amPmInputLabel={`${label}: ${t("calendar.form.halfDay")}`}
          value={time}
          onChange={(chosen) => chosen && onChange(`${day}T${chosen.slice(0, 5)}`)}
        />
      )}
    </Group>
  );
}

/** Said where clocks differ; elsewhere behind a button, as hardly anybody needs it. */
function Zone({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const { t } = useTranslation();
  const { business } = useSession();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [asked, setAsked] = useState(false);
  const zones = useMemo(
    () => [...new Set([business.zone, here, zone, ...Intl.supportedValuesOf("timeZone")])],
    [business.zone, here, zone],
  );
  if (!asked && zone === business.zone && here === business.zone) {
    return (
      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setAsked(true)}>
        {t("calendar.form.otherZone")}
      </Button>
    );
  }
  return (
    <Group gap={6}>
      <Text size="sm" c="dimmed" aria-hidden>
        {t("calendar.form.zone")}
      </Text>
      <Select
        aria-label={t("calendar.form.zone")}
        size="xs"
        searchable
        limit={80}
        allowDeselect={false}
        value={zone}
        data={zones.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
        onChange={(chosen) => chosen && onChange(chosen)}
      />
    </Group>
  );
}
