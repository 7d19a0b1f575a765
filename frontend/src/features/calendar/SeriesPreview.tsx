/** What a series would come to: in words, its next dates, on two clocks where zones differ, and why it cannot be booked. */
import { Alert, Badge, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import type { components } from "@/api/schema";
import { LANGUAGES, type Language } from "@/app/language";
import { useTranslation } from "@/app/translation";
import { sentence } from "@/ui/tell";
import { timesOf } from "./bodies";
import type { Draft } from "./draft";
import classes from "./SeriesPreview.module.css";
import { asUtc } from "./wall";

type Previewed = components["schemas"]["Previewed"];
type Asked = components["schemas"]["AskedSeries"];
const SHOWN = 6;
const PAUSE_MS = 350;
/** Reasons that have words of their own; others are told as they are. */
const REASONS = { never: "never", order: "order", expansion: "expansion", "times of day": "timesOfDay" } as const;

export function SeriesPreview({ draft }: { draft: Draft }) {
  const { t, i18n } = useTranslation();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const other = draft.zone === here ? null : here;
  const asked: Asked = {
    ...timesOf(draft),
    rrule: null,
    anchor: null,
    rule: draft.rule,
    other_zone: other,
    since: null,
    until: null,
    limit: SHOWN,
    cancelled_on: [],
  };
  const [settled] = useDebouncedValue(JSON.stringify(asked), PAUSE_MS);
  const { data, error } = useQuery({
    queryKey: ["series-preview", settled],
    queryFn: () => done(api.POST("/series/preview", { body: JSON.parse(settled) as Asked })),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (error) return <Alert color="red">{sentence(error)}</Alert>;
  if (!data) return null;
  const language = Object.keys(LANGUAGES).find((one): one is Language => one === i18n.language) ?? "en";
  return (
    <Stack gap={6} className={classes.preview} role="status">
      {data.words[language] && (
        <Text fw={600} size="sm">
          {sentenceCase(data.words[language])}
        </Text>
      )}
      {!data.bookable && (
        <Alert color="red" variant="light" title={t("series.refused")}>
          {data.refused.map(({ field, reason }) => (
            <Reason key={field + reason} reason={reason} />
          ))}
        </Alert>
      )}
      <ol className={classes.dates}>
        {data.occurrences.map((one) => (
          <OneDate key={one.day} one={one} other={other} />
        ))}
      </ol>
      {data.more && (
        <Text size="sm" c="dimmed">
          {t("series.more")}
        </Text>
      )}
    </Stack>
  );
}

function sentenceCase(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

function Reason({ reason }: { reason: string }) {
  const { t } = useTranslation();
  const known = Object.entries(REASONS).find(([word]) => word === reason)?.[1];
  return <div>{known ? t(`series.reasons.${known}`) : t("series.reasons.unknown", { reason })}</div>;
}

function OneDate({ one, other }: { one: Previewed; other: string | null }) {
  const { t, i18n } = useTranslation();
  const allDay = one.starts.length <= 10;
  const made = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language, { timeZone: "UTC", ...options });
  const day = made({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
  const clock = made({ hour: "numeric", minute: "2-digit" });
  return (
    <li>
      <span>{day.format(asUtc(one.starts))}</span>
      {!allDay && <span>{clock.formatRange(asUtc(one.starts), asUtc(one.ends))}</span>}
      {other && !allDay && one.other_starts && (
        <Text span size="sm" c="dimmed">
          {t("series.inZone", { time: clock.format(asUtc(one.other_starts)), zone: other.replaceAll("_", " ") })}
        </Text>
      )}
      {one.clock_changes.map((mark) => (
        <Badge
          key={mark}
          size="sm"
          variant="light"
          color="yellow"
          className={classes.mark}
          leftSection={<IconAlertTriangle size={12} aria-hidden />}
        >
          {t(`series.marks.${mark}`)}
        </Badge>
      ))}
    </li>
  );
}
