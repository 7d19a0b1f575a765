/** Wall times as the API takes them (`2027-03-15T11:10`), and the instants they stand for in a zone. */
import { Temporal } from "temporal-polyfill";

const MINUTES = { smallestUnit: "minute" } as const;

/** What clocks in a zone show at an instant. */
export function wallTimeAt(instant: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString(MINUTES);
}

/** The instant that a wall time means in a zone, as the API writes it. */
export function instantOf(wall: string, zone: string): string {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).toInstant().toString();
}

/** The same wall time as a date that formats as itself in UTC. */
export function asUtc(wall: string): Date {
  return new Date(`${wall.length > 10 ? wall.slice(0, 16) : `${wall}T00:00`}Z`);
}

/** `wall`, later by as much as `to` is later than `from`; a day stays a day. */
export function shifted(wall: string, from: string, to: string): string {
  const by = Temporal.PlainDateTime.from(from).until(Temporal.PlainDateTime.from(to), { largestUnit: "day" });
  const moved = Temporal.PlainDateTime.from(wall).add(by);
  return wall.length > 10 ? moved.toString(MINUTES) : moved.toPlainDate().toString();
}

export function addMinutes(wall: string, minutes: number): string {
  return Temporal.PlainDateTime.from(wall).add({ minutes }).toString(MINUTES);
}

export function minutesBetween(from: string, until: string): number {
  return Temporal.PlainDateTime.from(from).until(Temporal.PlainDateTime.from(until)).total("minutes");
}

/** The next whole half hour. */
export function nextHalfHour(zone: string): string {
  const now = Temporal.Now.plainDateTimeISO(zone);
  return now.round({ smallestUnit: "minute", roundingIncrement: 30, roundingMode: "ceil" }).toString(MINUTES);
}
