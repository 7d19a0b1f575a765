/** When an appointment is, and how it repeats, as a person says it. */

import type { Appointment, Occurrence } from "@/api/types";
import type { Translate } from "@/app/translation";

export type Timed = Pick<Appointment | Occurrence, "starts" | "ends" | "zone" | "all_day" | "starts_at" | "ends_at">;
type Rule = NonNullable<Appointment["rule"]>;

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const DAY: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const TIME: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };

/** A wall time as an instant of UTC, to be formatted in UTC: what clocks showed, wherever that was. */
const asShown = (wall: string): Date => new Date(`${wall.length > 10 ? wall.slice(0, 19) : `${wall}T00:00`}Z`);

/** In the business's zone; for all of a day just its date. */
export function whenInWords(timed: Timed, language: string, zone: string): string {
  if (timed.all_day) {
    const day = new Intl.DateTimeFormat(language, { ...DAY, timeZone: "UTC" });
    return day.formatRange(asShown(timed.starts.slice(0, 10)), asShown(timed.ends.slice(0, 10)));
  }
  const moment = new Intl.DateTimeFormat(language, { ...DAY, ...TIME, timeZone: zone });
  return moment.formatRange(new Date(timed.starts_at), new Date(timed.ends_at));
}

/** The times of the appointment's own zone, where clocks there show something else than the business's. */
export function elsewhereInWords(timed: Timed, language: string, zone: string): string | null {
  if (timed.all_day || timed.zone === zone) return null;
  const time = (timeZone: string) => new Intl.DateTimeFormat(language, { ...TIME, timeZone });
  const own = time("UTC").formatRange(asShown(timed.starts), asShown(timed.ends));
  return own === time(zone).formatRange(new Date(timed.starts_at), new Date(timed.ends_at)) ? null : own;
}

/** `t` has the words, `language` the names of days. */
export function repeatsInWords(rule: Rule, t: Translate, language: string): string {
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const parts = [withDays(rule, t, language, list)];
  if (rule.until) {
    const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
    parts.push(t("appointment.repeats.until", { day: day.format(asShown(rule.until)) }));
  }
  if (rule.count) parts.push(t("appointment.repeats.times", { count: rule.count }));
  return parts.join(", ");
}

function withDays(rule: Rule, t: Translate, language: string, list: Intl.ListFormat): string {
  const { frequency, interval, by_day: days, by_month_day: dates } = rule;
  const isSpecial = rule.by_year_day.length + rule.by_week_number.length + rule.by_set_position.length > 0;
  if (isSpecial || frequency === "hourly" || frequency === "minutely" || frequency === "secondly") {
    return t("appointment.repeats.special");
  }
  const every = t(`appointment.repeats.${frequency}`, { count: interval });
  if (days.length > 0) {
    const named = days.map(({ weekday, ordinal }) => {
      const name = nameOfDay(weekday, language);
      const which = ordinal === null ? undefined : ORDINALS.find((known) => Number(known) === ordinal);
      return which
        ? t("appointment.repeats.nth", { ordinal: t(`appointment.repeats.ordinals.${which}`), weekday: name })
        : name;
    });
    return t("appointment.repeats.on", { every, days: list.format(named) });
  }
  if (dates.length > 0) return t("appointment.repeats.onDays", { every, days: list.format(dates.map(String)) });
  return every;
}

const ORDINALS = ["1", "2", "3", "4", "5", "-1"] as const;

function nameOfDay(weekday: string, language: string): string {
  // The fourth of January 1970 was a Sunday.
  const day = new Date(Date.UTC(1970, 0, 4 + DAYS.indexOf(weekday)));
  return new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(day);
}
