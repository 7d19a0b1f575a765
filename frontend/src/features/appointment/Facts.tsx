/** When and where an appointment is, of what type, in which calendars, and what it is about. */
import { Anchor, Group, Stack, Text } from "@mantine/core";
import {
  IconBell,
  IconCalendar,
  IconClock,
  IconFileDescription,
  IconLock,
  IconMapPin,
  IconRepeat,
  IconTag,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useTranslation } from "@/app/translation";
import { useCalendars } from "@/features/calendar/calendars";
import { colourOf } from "@/features/calendar/colours";
import { useFormat } from "@/ui/format";
import classes from "./AppointmentPanel.module.css";
import type { Seen, Shown } from "./reading";
import { elsewhereInWords, repeatsInWords, whenInWords } from "./words";

type Sign = typeof IconClock;

function Fact({ sign: Icon, children }: { sign: Sign; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <div>{children}</div>
    </div>
  );
}

export function Facts({ seen, shown }: { seen: Seen; shown: Shown }) {
  const { t } = useTranslation();
  const { appointment } = seen;
  const { place, comment } = shown;
  const kept = [appointment.private && t("appointment.private"), appointment.internal && t("appointment.internal")];
  const marks = kept.filter(Boolean).join(", ");
  return (
    <Stack gap={10}>
      <When seen={seen} />
      {place && (
        <Fact sign={IconMapPin}>
          {/* Asks another server, so only when somebody follows it, and without telling where from. */}
          <Anchor
            size="sm"
            href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`}
            target="_blank"
            rel="noreferrer noopener"
            aria-label={t("appointment.map", { place })}
          >
            {place}
          </Anchor>
        </Fact>
      )}
      {appointment.type && (
        <Fact sign={IconTag}>
          <Text size="sm">{appointment.type}</Text>
        </Fact>
      )}
      {appointment.reminder_minutes !== null && (
        <Fact sign={IconBell}>
          <Text size="sm">{t("appointment.reminder", { count: appointment.reminder_minutes })}</Text>
        </Fact>
      )}
      {marks && (
        <Fact sign={IconLock}>
          <Text size="sm">{marks}</Text>
        </Fact>
      )}
      <InCalendars seen={seen} />
      {appointment.concerns.length > 0 && (
        <Fact sign={IconFileDescription}>
          <Group gap="2px 10px">
            {appointment.concerns.map((one) => (
              <Anchor key={one.id} component={Link} href={`/records/${one.kind}/${one.id}`} size="sm">
                {one.label || one.number}
              </Anchor>
            ))}
          </Group>
        </Fact>
      )}
      {comment && (
        <Text size="sm" mt={4} className={classes.comment}>
          {comment}
        </Text>
      )}
    </Stack>
  );
}

function When({ seen: { appointment, occurrence } }: { seen: Seen }) {
  const { t } = useTranslation();
  const { language, zone } = useFormat();
  const timed = occurrence ?? appointment;
  const elsewhere = elsewhereInWords(timed, language, zone);
  return (
    <>
      <Fact sign={IconClock}>
        <Text size="sm" fw={500}>
          {whenInWords(timed, language, zone)}
        </Text>
        {elsewhere && (
          <Text size="xs" c="dimmed">
            {t("appointment.inZone", { when: elsewhere, zone: timed.zone })}
          </Text>
        )}
      </Fact>
      {appointment.rule && (
        <Fact sign={IconRepeat}>
          <Text size="sm">{repeatsInWords(appointment.rule, t, language)}</Text>
          <Text size="xs" c="dimmed">
            {occurrence?.differs && `${t("appointment.changedDay")} `}
            {t("appointment.seriesFiles")}
          </Text>
        </Fact>
      )}
    </>
  );
}

function InCalendars({ seen: { appointment } }: { seen: Seen }) {
  const { colours } = useCalendars();
  if (appointment.calendars.length === 0) return null;
  return (
    <Fact sign={IconCalendar}>
      <Group gap="2px 16px">
        {appointment.calendars.map((calendar) => (
          <Text key={calendar.id} size="sm">
            <span className={classes.dot} style={{ background: colourOf(colours, calendar.id) }} />
            {calendar.label}
          </Text>
        ))}
      </Group>
    </Fact>
  );
}
