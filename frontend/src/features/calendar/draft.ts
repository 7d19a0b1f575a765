/** An appointment as a form holds it, made from one that is there or from a place in the calendar. */
import type { Appointment, Reference } from "@/api/types";
import { addDays, todayIn } from "./place";
import type { Rule } from "./seriesRule";
import { addMinutes, nextHalfHour, shifted } from "./wall";

export type Scope = "this" | "following" | "all";
export type Member = Pick<Appointment["participants"][number], "id" | "label" | "kind" | "status" | "role">;

export interface Draft {
  subject: string;
  comment: string;
  place: string;
  type: string;
  /** Wall times in `zone`, `YYYY-MM-DDTHH:MM`. Of a whole day, the day alone counts; an end includes its day. */
  starts: string;
  ends: string;
  zone: string;
  allDay: boolean;
  status: Appointment["status"];
  presence: Appointment["presence"];
  internal: boolean;
  private: boolean;
  reminderMinutes: number | null;
  beforeMinutes: number;
  afterMinutes: number;
  participants: Member[];
  concerns: Reference[];
  calendars: string[];
  rule: Rule | null;
}

const USUAL_MINUTES = 60;
const FIRST_HOUR = "T09:00";

/** A new one at a place of the calendar: a range, or a day alone. `start` and `end` as FullCalendar writes them. */
export function draftAt(range: { start: string; end?: string; allDay?: boolean }, zone: string): Partial<Draft> {
  const day = range.start.slice(0, 10);
  if (range.allDay && range.end) {
    const last = addDays(range.end.slice(0, 10), -1);
    return {
      allDay: true,
      starts: `${day}${FIRST_HOUR}`,
      ends: addMinutes(`${last}${FIRST_HOUR}`, USUAL_MINUTES),
      zone,
    };
  }
  if (range.end) return { starts: range.start.slice(0, 16), ends: range.end.slice(0, 16), zone };
  const starts = day === todayIn(zone) ? nextHalfHour(zone) : `${day}${FIRST_HOUR}`;
  return { starts, ends: addMinutes(starts, USUAL_MINUTES), zone };
}

/** A draft of nothing but `known` and the person who makes it. */
export function emptyDraft(known: Partial<Draft>, zone: string, me: Reference): Draft {
  const starts = nextHalfHour(zone);
  return {
    subject: "",
    comment: "",
    place: "",
    type: "",
    starts,
    ends: addMinutes(starts, USUAL_MINUTES),
    zone,
    allDay: false,
    status: "active",
    presence: "busy",
    internal: false,
    private: false,
    reminderMinutes: null,
    beforeMinutes: 0,
    afterMinutes: 0,
    participants: [{ id: me.id, label: me.label, kind: "staff", status: "unset", role: "" }],
    concerns: [],
    calendars: [],
    rule: null,
    ...known,
  };
}

function withTime(wall: string, time: string): string {
  return wall.length > 10 ? wall.slice(0, 16) : `${wall}${time}`;
}

/** When an occurrence of a series takes place. */
function occurrenceTimes(appointment: Appointment, day: string): Pick<Appointment, "starts" | "ends" | "zone"> {
  const own = appointment.changed.find((change) => change.day === day);
  const starts = own?.starts ?? `${day}${appointment.starts.slice(10)}`;
  const ends = own?.ends ?? shifted(appointment.ends, appointment.starts, starts);
  return { starts, ends, zone: own?.zone ?? appointment.zone };
}

/** What there is to change. Of one occurrence (`day`) that has things of its own, those. */
export function draftOf(appointment: Appointment, scope: Scope, day: string | undefined): Draft {
  const own = scope === "this" ? appointment.changed.find((change) => change.day === day) : undefined;
  const { starts, ends, zone } = day && scope !== "all" ? occurrenceTimes(appointment, day) : appointment;
  const buffer = own?.buffer ?? appointment.buffer;
  return {
    subject: own?.subject ?? appointment.subject,
    comment: own?.comment ?? appointment.comment,
    place: own?.place ?? appointment.place,
    type: appointment.type,
    starts: withTime(starts, FIRST_HOUR),
    ends: withTime(ends, "T10:00"),
    zone,
    allDay: starts.length <= 10,
    status: own?.status ?? appointment.status,
    presence: appointment.presence,
    internal: appointment.internal,
    private: appointment.private,
    reminderMinutes: appointment.reminder_minutes,
    beforeMinutes: buffer.before_minutes,
    afterMinutes: buffer.after_minutes,
    participants: appointment.participants,
    concerns: appointment.concerns,
    calendars: appointment.calendars.map((calendar) => calendar.id),
    rule: appointment.rule,
  };
}
