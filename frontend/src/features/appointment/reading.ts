/** What the panel shows: an appointment, and the one day of a series that is meant. */
import { useQuery } from "@tanstack/react-query";
import { api, done, withTag } from "@/api/client";
import type { components } from "@/api/schema";
import type { Activity, Appointment, Occurrence } from "@/api/types";
import { KEYS } from "@/live/keys";

export type Status = Appointment["status"];
export type RequiredDocument = components["schemas"]["RequiredDocument"];

export interface Seen {
  appointment: Appointment;
  /** What the appointment's people are written under. */
  tag: string;
  /** Null where the series has that day no more, or the appointment is not a series. */
  occurrence: Occurrence | null;
}

/** What it is on the day that is meant: its own where a series has changed it for that day. */
export interface Shown {
  subject: string;
  comment: string;
  place: string;
  status: Status;
}

async function seen(id: string, day: string | undefined): Promise<Seen> {
  const path = { id };
  const { value, tag } = await withTag(api.GET("/appointments/{id}", { params: { path } }));
  const appointment = value as Appointment;
  if (!appointment.rrule || !day) return { appointment, tag, occurrence: null };
  // A day that was moved stands where it was moved to.
  const moved = appointment.changed.find((one) => one.day === day)?.starts?.slice(0, 10);
  const since = moved && moved < day ? moved : day;
  const told = await done(api.GET("/appointments/{id}/occurrences", { params: { path, query: { since, limit: 50 } } }));
  const occurrence = (told.items as Occurrence[]).find((one) => one.day === day) ?? null;
  return { appointment, tag, occurrence };
}

export function useSeen(id: string, day: string | undefined) {
  return useQuery({ queryKey: [KEYS.appointments, "panel", id, day], queryFn: () => seen(id, day) });
}

export function shownOf({ appointment, occurrence }: Seen): Shown {
  const changed = occurrence && appointment.changed.find((one) => one.day === occurrence.day);
  return {
    subject: changed?.subject ?? appointment.subject,
    comment: changed?.comment ?? appointment.comment,
    place: changed?.place ?? appointment.place,
    status: changed?.status ?? occurrence?.status ?? appointment.status,
  };
}

export function useRequired(id: string) {
  return useQuery({
    queryKey: [KEYS.missing, "appointment", id],
    queryFn: () => done(api.GET("/appointments/{id}/required-documents", { params: { path: { id } } })),
  });
}

export function useHistory(id: string, enabled: boolean) {
  return useQuery({
    queryKey: [KEYS.activity, "appointment", id],
    queryFn: async () => {
      const told = await done(api.GET("/activity", { params: { query: { object: id, limit: 20 } } }));
      return told.items as Activity[];
    },
    enabled,
  });
}
