/** Where in the calendar one is: the view and its day, as they stand in the path `/calendar/<view>/<day>`. */
import { Temporal } from "temporal-polyfill";

export const VIEWS = ["month", "week", "day", "list"] as const;
export type View = (typeof VIEWS)[number];

export interface Place {
  view: View;
  /** `YYYY-MM-DD`; the view is the one that holds it. */
  day: string;
}

/** How a view is drawn: on a phone's width a week is some of its days, for seven would be too narrow to be hit. */
export type Shape = View | "days";
export interface Shown {
  view: Shape;
  day: string;
}
export const DAYS_ON_A_PHONE = 3;

/** Days from the first to the last, both included. */
export interface Days {
  since: string;
  until: string;
}

const KEPT = "filebook.calendar.view";
const WEEKS_IN_A_MONTH_VIEW = 6;

function isView(word: string | null | undefined): word is View {
  return VIEWS.some((view) => view === word);
}

function dayIn(text: string | undefined): string | null {
  try {
    return text ? Temporal.PlainDate.from(text).toString() : null;
  } catch {
    return null;
  }
}

/** The view that was looked at last; the week where there is room for it, otherwise a list. */
function usualView(): View {
  const kept = localStorage.getItem(KEPT);
  if (isView(kept)) return kept;
  return window.matchMedia("(min-width: 48em)").matches ? "week" : "list";
}

export function placeIn(path: string, today: string): Place {
  const [, , view, day] = path.split("/");
  return { view: isView(view) ? view : usualView(), day: dayIn(day) ?? today };
}

export function pathTo({ view, day }: Place): string {
  localStorage.setItem(KEPT, view);
  return `/calendar/${view}/${day}`;
}

/** The day that today is in a zone. */
export function todayIn(zone: string): string {
  return Temporal.Now.plainDateISO(zone).toString();
}

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** `firstWeekday`: 1 is Monday, 7 is Sunday. */
function weekOf(day: Temporal.PlainDate, firstWeekday: number): Temporal.PlainDate {
  return day.subtract({ days: (day.dayOfWeek - firstWeekday + 7) % 7 });
}

/** The days that a view shows. */
export function daysShown({ view, day }: Shown, firstWeekday: number): Days {
  const date = Temporal.PlainDate.from(day);
  if (view === "day") return { since: day, until: day };
  if (view === "days") return { since: day, until: addDays(day, DAYS_ON_A_PHONE - 1) };
  if (view !== "month") {
    const first = weekOf(date, firstWeekday);
    return { since: first.toString(), until: first.add({ days: 6 }).toString() };
  }
  const since = weekOf(date.with({ day: 1 }), firstWeekday);
  return { since: since.toString(), until: since.add({ days: WEEKS_IN_A_MONTH_VIEW * 7 - 1 }).toString() };
}

/** The place before or after. */
export function stepped({ view, day }: Shown, steps: 1 | -1): Place {
  const date = Temporal.PlainDate.from(day);
  if (view === "days") return { view: "week", day: date.add({ days: steps * DAYS_ON_A_PHONE }).toString() };
  if (view === "day") return { view, day: date.add({ days: steps }).toString() };
  if (view !== "month") return { view, day: date.add({ weeks: steps }).toString() };
  return { view, day: date.with({ day: 1 }).add({ months: steps }).toString() };
}

/** What is shown, in words. Days are told apart from zones by reading them as UTC. */
export function titleOf(place: Shown, firstWeekday: number, locale: string, width: "long" | "short"): string {
  const at = (day: string) => new Date(`${day}T00:00:00Z`);
  const made = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  if (place.view === "day")
    return made({ weekday: width, day: "numeric", month: width, year: "numeric" }).format(at(place.day));
  if (place.view === "month") return made({ month: "long", year: "numeric" }).format(at(place.day));
  const { since, until } = daysShown(place, firstWeekday);
  return made({ day: "numeric", month: width, year: "numeric" }).formatRange(at(since), at(until));
}
