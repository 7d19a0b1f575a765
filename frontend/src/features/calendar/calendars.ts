/** All calendars, their colours, and which of them are hidden in this browser. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import { api, done } from "@/api/client";
import type { Calendar, Occurrence } from "@/api/types";
import { KEYS } from "@/live/keys";
import { coloursOf } from "./colours";

const PAGE = 200;
const KEPT = "filebook.calendar.hidden";
/** Stands for all that is in no calendar that there is. */
export const NO_CALENDAR = "none";

async function everyCalendar(): Promise<Calendar[]> {
  const all: Calendar[] = [];
  let cursor: string | undefined;
  do {
    const page = await done(api.GET("/calendars", { params: { query: { limit: PAGE, cursor } } }));
    all.push(...(page.items as Calendar[]));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return all;
}

export interface Calendars {
  all: readonly Calendar[];
  colours: ReadonlyMap<string, string>;
  /** The calendar of a member of staff. */
  ofStaff: ReadonlyMap<string, string>;
  isPending: boolean;
}

export function useCalendars(): Calendars {
  const { data, isPending } = useQuery({ queryKey: [KEYS.calendars], queryFn: everyCalendar, staleTime: 300_000 });
  return useMemo(() => {
    const all = data ?? [];
    const owned = all.flatMap((calendar) => (calendar.owner ? [[calendar.owner.id, calendar.id] as const] : []));
    return { all, colours: coloursOf(all), ofStaff: new Map(owned), isPending };
  }, [data, isPending]);
}

/** The calendars that an occurrence stands in: those it names, first, then its people's. */
export function standsIn(
  occurrence: Pick<Occurrence, "calendars" | "participants">,
  ofStaff: ReadonlyMap<string, string>,
): string[] {
  const people = occurrence.participants.flatMap((person) => ofStaff.get(person) ?? []);
  const found = [...occurrence.calendars, ...people];
  return found.length > 0 ? found : [NO_CALENDAR];
}

const listeners = new Set<() => void>();
let hidden: ReadonlySet<string> | null = null;

function hiddenNow(): ReadonlySet<string> {
  hidden ??= new Set((localStorage.getItem(KEPT) ?? "").split(" ").filter(Boolean));
  return hidden;
}

function keep(next: ReadonlySet<string>): void {
  hidden = next;
  localStorage.setItem(KEPT, [...next].join(" "));
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Which calendars are hidden. What is new is shown. */
export function useHidden(): ReadonlySet<string> {
  return useSyncExternalStore(listen, hiddenNow);
}

export function setShown(ids: readonly string[], show: boolean): void {
  const next = new Set(hiddenNow());
  for (const id of ids) show ? next.delete(id) : next.add(id);
  keep(next);
}
