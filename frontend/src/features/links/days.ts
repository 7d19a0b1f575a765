/** Last days, as people say them, and the instants that the API wants, in the business's zone. */
import { Temporal } from "temporal-polyfill";

/** The end of a day `YYYY-MM-DD`. */
export function endOf(day: string, zone: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).toInstant().toString();
}

/** The last day before an instant. */
export function lastDayBefore(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).subtract({ seconds: 1 }).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The day in so many days. */
export function dayIn(days: number, zone: string): string {
  return Temporal.Now.plainDateISO(zone).add({ days }).toString();
}

/** Whether an instant is the end of a day, as most are that people choose. */
export function endsDay(instant: string, zone: string): boolean {
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return time.equals(time.startOfDay());
}
