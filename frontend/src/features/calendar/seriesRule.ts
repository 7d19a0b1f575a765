/** A series as its editor asks for it, and the rule that it means. */
import { Temporal } from "temporal-polyfill";
import type { components } from "@/api/schema";

export type Rule = components["schemas"]["Rule"];
export type Weekday = components["schemas"]["RuleDay"]["weekday"];
export const WEEKDAYS: readonly Weekday[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
export const FREQUENCIES = ["daily", "weekly", "monthly", "yearly"] as const;
export type Frequency = (typeof FREQUENCIES)[number];
/** How a month's day is told: by its date, as the nth weekday, or as the last one. */
export type By = "date" | "weekday" | "last";

export interface Parts {
  frequency: Frequency;
  interval: number;
  /** Weekly: its days; the start's is always one of them. */
  days: Weekday[];
  by: By;
  /** The last day that it may take place on. */
  until: string | null;
  count: number | null;
}

export function weekdayOf(day: string): Weekday {
  return WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? "MO";
}

/** Which one of its weekday in the month a day is: 1 to 5. */
export function ordinalOf(day: string): number {
  return Math.ceil(Temporal.PlainDate.from(day).day / 7);
}

export function isLastOfMonth(day: string): boolean {
  const date = Temporal.PlainDate.from(day);
  return date.day + 7 > date.daysInMonth;
}

export function usualParts(frequency: Frequency, day: string): Parts {
  return { frequency, interval: 1, days: [weekdayOf(day)], by: "date", until: null, count: null };
}

export function ruleOf(parts: Parts, day: string): Rule {
  const { frequency, interval, until, count } = parts;
  const own = weekdayOf(day);
  const days = WEEKDAYS.filter((weekday) => weekday === own || parts.days.includes(weekday));
  const byWeekday = parts.by !== "date" && (frequency === "monthly" || frequency === "yearly");
  // A rule that names no more than the start says by itself goes along when the start is moved.
  const weekly = frequency === "weekly" && days.length > 1;
  return {
    frequency,
    interval,
    count,
    until,
    by_day: byWeekday
      ? [{ weekday: own, ordinal: parts.by === "last" ? -1 : ordinalOf(day) }]
      : weekly
        ? days.map((weekday) => ({ weekday, ordinal: null }))
        : [],
    by_month_day: [],
    by_month: byWeekday && frequency === "yearly" ? [Temporal.PlainDate.from(day).month] : [],
    by_year_day: [],
    by_week_number: [],
    by_set_position: [],
    week_start: "MO",
    extra_days: [],
    excluded_days: [],
  };
}

/** The parts that a rule is made of, or null where it says more than the editor can. */
export function partsOf(rule: Rule, day: string): Parts | null {
  const frequency = FREQUENCIES.find((known) => known === rule.frequency);
  if (!frequency) return null;
  const ordinal = rule.by_day[0]?.ordinal;
  const parts: Parts = {
    frequency,
    interval: rule.interval,
    days: frequency === "weekly" && rule.by_day.length > 0 ? rule.by_day.map((one) => one.weekday) : [weekdayOf(day)],
    by: frequency === "weekly" || ordinal == null ? "date" : ordinal === -1 ? "last" : "weekday",
    until: rule.until?.slice(0, 10) ?? null,
    count: rule.count,
  };
  return plain(ruleOf(parts, day), day) === plain(rule, day) ? parts : null;
}

/** The same rule for a start on another day: what it says by its start goes along. */
export function followStart(rule: Rule, from: string, to: string): Rule {
  const parts = partsOf(rule, from);
  if (!parts || from === to) return rule;
  const days = parts.days.filter((weekday) => weekday !== weekdayOf(from));
  return { ...rule, ...ruleOf({ ...parts, days }, to), excluded_days: rule.excluded_days };
}

/** What a rule says, without what its start says by itself and without single days that were put in or left out. */
function plain(rule: Rule, day: string): string {
  const { month, day: date } = Temporal.PlainDate.from(day);
  const namesNone = rule.by_day.length === 0;
  const weekdays =
    rule.frequency === "weekly" && namesNone ? [{ weekday: weekdayOf(day), ordinal: null }] : rule.by_day;
  return JSON.stringify([
    rule.frequency,
    rule.interval,
    rule.count,
    rule.until?.slice(0, 10) ?? null,
    [...weekdays].sort((one, other) => WEEKDAYS.indexOf(one.weekday) - WEEKDAYS.indexOf(other.weekday)),
    rule.by_month_day.filter((one) => one !== date),
    namesNone ? rule.by_month.filter((one) => one !== month) : rule.by_month,
    rule.by_year_day,
    rule.by_week_number,
    rule.by_set_position,
  ]);
}
