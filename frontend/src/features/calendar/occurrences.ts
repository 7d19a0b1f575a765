/** What happens on the days that are shown, as FullCalendar takes it. */
import type { EventInput } from "@fullcalendar/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, done } from "@/api/client";
import type { Occurrence } from "@/api/types";
import { KEYS } from "@/live/keys";
import type { Calendars } from "./calendars";
import { standsIn } from "./calendars";
import { colourOf } from "./colours";
import { addDays, type Days } from "./place";

/** The most that one answer holds. */
const PAGE = 2000;

export function occurrencesKey(days: Days) {
  return [KEYS.occurrences, "range", days.since, days.until] as const;
}

async function everyOccurrence(days: Days, signal: AbortSignal): Promise<Occurrence[]> {
  const all: Occurrence[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...days, cancelled: true, limit: PAGE, cursor };
    const page = await done(api.GET("/occurrences", { params: { query }, signal }));
    all.push(...(page.items as Occurrence[]));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return all;
}

export function useOccurrences(days: Days) {
  return useQuery({
    queryKey: occurrencesKey(days),
    queryFn: ({ signal }) => everyOccurrence(days, signal),
    placeholderData: keepPreviousData,
  });
}

/** What names an occurrence: its appointment and, in a series, the day that the series has there. */
export function nameOf(occurrence: Pick<Occurrence, "appointment" | "day">): string {
  return `${occurrence.appointment}/${occurrence.day ?? ""}`;
}

/** Wall times of the calendar's own zone are taken as they are; it costs much less than reckoning them from instants. */
function timesOf(occurrence: Occurrence, zone: string): Pick<EventInput, "start" | "end"> {
  const { starts, ends, starts_at, ends_at } = occurrence;
  if (occurrence.all_day) return { start: starts.slice(0, 10), end: addDays(ends.slice(0, 10), 1) };
  const isWall = occurrence.zone === zone && starts.length > 10 && ends.length > 10;
  return isWall ? { start: starts, end: ends } : { start: starts_at, end: ends_at };
}

function eventOf(occurrence: Occurrence, colour: string, zone: string): EventInput {
  return {
    id: nameOf(occurrence),
    title: occurrence.subject,
    allDay: occurrence.all_day,
    ...(occurrence.right === "read" && { editable: false }),
    ...timesOf(occurrence, zone),
    color: colour,
    extendedProps: { occurrence },
  };
}

/** The events to draw: those of calendars that are not hidden, in the colour of the first such. */
export function useEvents(
  occurrences: readonly Occurrence[] | undefined,
  { colours, ofStaff }: Calendars,
  hidden: ReadonlySet<string>,
  zone: string,
): EventInput[] {
  return useMemo(
    () =>
      (occurrences ?? []).flatMap((occurrence) => {
        const shown = standsIn(occurrence, ofStaff).find((calendar) => !hidden.has(calendar));
        return shown ? [eventOf(occurrence, colourOf(colours, shown), zone)] : [];
      }),
    [occurrences, colours, ofStaff, hidden, zone],
  );
}
