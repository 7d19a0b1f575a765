/** Days of a month on which more happens than anybody would read there: only the first of it is drawn, all is counted. */
import type { EventInput, MoreLinkInfo } from "@fullcalendar/react";
import { type ReactNode, useCallback, useState } from "react";
import { occurrenceOf } from "./EventLabel";

/** More than fit into a day of any screen, and as many as the list behind “more” shows at once. */
const DRAWN_PER_DAY = 16;

export interface Drawn {
  events: EventInput[];
  /** How many are left out, by day. */
  left: ReadonlyMap<string, number>;
}

/** `events` come in order. What lasts for days is always drawn. */
export function firstOfEachDay(events: EventInput[]): Drawn {
  const seen = new Map<string, number>();
  const left = new Map<string, number>();
  const drawn = events.filter((event) => {
    const day = onlyDayOf(event);
    if (!day) return true;
    const before = seen.get(day) ?? 0;
    seen.set(day, before + 1);
    if (before < DRAWN_PER_DAY) return true;
    left.set(day, before + 1 - DRAWN_PER_DAY);
    return false;
  });
  return { events: left.size > 0 ? drawn : events, left };
}

/** None for what lasts all day or longer, or is told on another clock. */
function onlyDayOf({ allDay, start, extendedProps }: EventInput): string | null {
  const occurrence = occurrenceOf({ extendedProps: extendedProps ?? {} });
  if (!occurrence || allDay || start !== occurrence.starts) return null;
  const day = occurrence.starts.slice(0, 10);
  return day === occurrence.ends.slice(0, 10) ? day : null;
}

/** “+5 more”, with those that are left out. */
export function moreLabels(left: Drawn["left"]): ((info: MoreLinkInfo) => ReactNode) | undefined {
  if (left.size === 0) return undefined;
  return ({ text, num }) => <More text={text} num={num} left={left} />;
}

/** FullCalendar does not tell whose day it asks for; the element that it is put into does. */
function More({ text, num, left }: { text: string; num: number; left: Drawn["left"] }) {
  const [added, setAdded] = useState(0);
  const look = useCallback(
    (element: HTMLElement | null) => {
      const day = element?.closest<HTMLElement>("[data-date]")?.dataset.date;
      if (day) setAdded(left.get(day) ?? 0);
    },
    [left],
  );
  return <span ref={look}>{text.replace(String(num), String(num + added))}</span>;
}
