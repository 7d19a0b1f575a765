/** When something happens with a record: what comes, and what was. */
import { Anchor, Button, Text, Title } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { RecordKind } from "@/api/types";
import { localeOf } from "@/app/language";
import { useTranslation } from "@/app/translation";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import { type RecordAppointment, useAppointmentsOf } from "./data";
import classes from "./Records.module.css";

export function RecordAppointments({ kind, id }: { kind: RecordKind; id: string }) {
  const { t } = useTranslation();
  const { items, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAppointmentsOf(
    kind,
    id,
  );
  const [past, setPast] = useState(false);
  const [coming, gone] = parted(items, new Date());
  return (
    <section className={classes.card} aria-label={t("records.appointments")}>
      <Title order={3} mb="xs">
        {t("records.appointments")}
      </Title>
      {isPending && <Waiting />}
      {error && items.length === 0 && <Failed error={error} again={refetch} />}
      {!isPending && !error && coming.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("records.noAppointments")}
        </Text>
      )}
      <Lines appointments={coming} />
      {hasNextPage && (
        <Button variant="subtle" size="compact-sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("shell.loadMore")}
        </Button>
      )}
      {gone.length > 0 && (
        <Button
          mt="xs"
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-expanded={past}
          onClick={() => setPast(!past)}
        >
          {t("records.past", { count: gone.length })}
        </Button>
      )}
      {past && <Lines appointments={gone} />}
    </section>
  );
}

/** What a series has still to come is not told: it stays with what comes. */
function parted(all: readonly RecordAppointment[], now: Date): [RecordAppointment[], RecordAppointment[]] {
  const today = now.toISOString().slice(0, 10);
  const isPast = (one: RecordAppointment) => !one.recurring && one.ends.slice(0, 10) < today;
  return [all.filter((one) => !isPast(one)), all.filter(isPast).reverse()];
}

function Lines({ appointments }: { appointments: readonly RecordAppointment[] }) {
  const { t, i18n } = useTranslation();
  const { zone } = useFormat();
  return (
    <ul className={classes.lines}>
      {appointments.map((one) => (
        <li key={one.id}>
          <Anchor
            size="sm"
            component={Link}
            href={`/calendar/day/${one.starts.slice(0, 10)}?appointment=${one.id}`}
            td={one.status === "cancelled" ? "line-through" : undefined}
          >
            {one.label || t("appointment.noSubject")}
          </Anchor>
          <Text size="xs" c="dimmed" ta="end">
            {wallTime(one, localeOf(i18n.language), zone)}
            {one.recurring && <IconRepeat size={13} aria-label={t("records.repeats")} role="img" />}
          </Text>
        </li>
      ))}
    </ul>
  );
}

/** The wall time, which is formatted in UTC so that nothing moves it; with its zone where that is another one. */
function wallTime({ starts, zone }: RecordAppointment, language: string, ofBusiness: string): string {
  const timed = starts.length > 10;
  const when = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    ...(timed && { timeStyle: "short" }),
    timeZone: "UTC",
  }).format(new Date(`${timed ? starts.slice(0, 19) : `${starts}T00:00:00`}Z`));
  return zone === ofBusiness || !timed ? when : `${when} (${zone})`;
}
