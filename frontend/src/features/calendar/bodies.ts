/** What a form's draft says to the API: a new appointment, or what is different now. */
import type { components } from "@/api/schema";
import type { Draft, Member, Scope } from "./draft";

type NewAppointment = components["schemas"]["NewAppointment"];
type AppointmentChange = components["schemas"]["AppointmentChange"];
type PlannedConflict = components["schemas"]["PlannedConflict"];

/** Wall times, or days alone. */
export function timesOf({ starts, ends, zone, allDay }: Draft) {
  return allDay
    ? { starts: starts.slice(0, 10), ends: ends.slice(0, 10), zone, all_day: true }
    : { starts, ends, zone, all_day: false };
}

function memberOf({ id, status, role }: Member) {
  return { id, status, role };
}

function bufferOf({ beforeMinutes, afterMinutes }: Draft) {
  return { before_minutes: beforeMinutes, after_minutes: afterMinutes };
}

export function newAppointment(draft: Draft): NewAppointment {
  return {
    ...timesOf(draft),
    subject: draft.subject,
    comment: draft.comment,
    place: draft.place,
    type: draft.type,
    status: draft.status,
    presence: draft.presence,
    internal: draft.internal,
    private: draft.private,
    reminder_minutes: draft.reminderMinutes,
    buffer: bufferOf(draft),
    participants: draft.participants.map(memberOf),
    concerns: draft.concerns.map((concern) => concern.id),
    calendars: draft.calendars,
    rrule: null,
    anchor: null,
    rule: draft.rule,
    cancelled_on: [],
    files: [],
    fields: {},
  };
}

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** What one occurrence can have of its own. */
const OF_ONE: readonly (keyof AppointmentChange)[] = [
  "starts",
  "ends",
  "zone",
  "all_day",
  "subject",
  "comment",
  "place",
  "status",
  "buffer",
];

/** Only what was changed, so that nothing is written over that somebody else changed meanwhile. */
export function changesOf(before: Draft, after: Draft, scope: Scope): AppointmentChange {
  const old = newAppointment(before);
  const now = newAppointment(after);
  const times = timesOf(after);
  const change: AppointmentChange = {
    ...(differs(timesOf(before), times) && (scope === "this" ? withoutAllDay(times) : times)),
    ...(now.subject !== old.subject && { subject: now.subject }),
    ...(now.comment !== old.comment && { comment: now.comment }),
    ...(now.place !== old.place && { place: now.place }),
    ...(now.type !== old.type && { type: now.type }),
    ...(now.status !== old.status && { status: now.status }),
    ...(now.presence !== old.presence && { presence: now.presence }),
    ...(now.internal !== old.internal && { internal: now.internal }),
    ...(now.private !== old.private && { private: now.private }),
    ...(now.reminder_minutes !== old.reminder_minutes && { reminder_minutes: now.reminder_minutes }),
    ...(differs(now.buffer, old.buffer) && { buffer: now.buffer }),
    ...(differs(now.participants, old.participants) && { participants: now.participants }),
    ...(differs(now.concerns, old.concerns) && { concerns: now.concerns }),
    ...(differs(now.calendars, old.calendars) && { calendars: now.calendars }),
    ...(differs(now.rule, old.rule) && { rule: now.rule }),
  };
  if (scope !== "this") return change;
  return Object.fromEntries(Object.entries(change).filter(([member]) => OF_ONE.some((one) => one === member)));
}

function withoutAllDay({ all_day, ...times }: ReturnType<typeof timesOf>) {
  return times;
}

/** What it wants of people and calendars, to ask who wants the same. */
export function wantedBy(draft: Draft, itself: string | undefined): PlannedConflict {
  return {
    appointment: itself ?? null,
    ...timesOf(draft),
    rrule: null,
    anchor: null,
    rule: draft.rule,
    participants: draft.participants.map((one) => one.id),
    calendars: draft.calendars,
    concerns: [],
  };
}
