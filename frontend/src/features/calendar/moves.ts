/** Appointments moved or made longer by dragging: at once where there is one, after a question in a series; with a way back. */
import type { EventDropInfo, EventResizeDoneInfo } from "@fullcalendar/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { api, done } from "@/api/client";
import type { Occurrence } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { useFormat } from "@/ui/format";
import { tell } from "@/ui/tell";
import { tellUndo } from "@/ui/tellUndo";
import { conflictsOf, useConflictWords, type Wanted } from "./conflicts";
import type { Scope } from "./draft";
import { occurrenceOf } from "./EventLabel";
import { nameOf, occurrencesKey } from "./occurrences";
import { addDays, type Days } from "./place";
import { instantOf, shifted, wallTimeAt } from "./wall";

interface Times {
  starts: string;
  ends: string;
}
export interface Move {
  occurrence: Occurrence;
  before: Times;
  after: Times;
  /** Lets the grid show it where it was. */
  revert: () => void;
}
export interface AskedMove {
  move: Move;
  onChoose: (scope: Scope) => void;
  onCancel: () => void;
}

/** Where an event was dragged to, in the wall time of its appointment's zone. */
function moveOf(info: EventDropInfo | EventResizeDoneInfo): Move | null {
  const occurrence = occurrenceOf(info.event);
  const { start, end, allDay, startStr, endStr } = info.event;
  if (!occurrence || !start || !end) return null;
  const after = allDay
    ? { starts: startStr.slice(0, 10), ends: addDays(endStr.slice(0, 10), -1) }
    : { starts: wallTimeAt(start, occurrence.zone), ends: wallTimeAt(end, occurrence.zone) };
  const before = { starts: occurrence.starts.slice(0, 16), ends: occurrence.ends.slice(0, 16) };
  return { occurrence, before, after, revert: info.revert };
}

export function wantedAt({ occurrence, after }: Move): Wanted {
  return {
    appointment: occurrence.appointment,
    ...after,
    zone: occurrence.zone,
    rrule: null,
    anchor: null,
    rule: null,
    participants: occurrence.participants,
    calendars: occurrence.calendars,
    concerns: [],
  };
}

function movedTo(occurrence: Occurrence, { starts, ends }: Times): Occurrence {
  const allDay = starts.length <= 10;
  return {
    ...occurrence,
    starts,
    ends,
    all_day: allDay,
    starts_at: instantOf(starts, occurrence.zone),
    ends_at: instantOf(allDay ? addDays(ends, 1) : ends, occurrence.zone),
  };
}

async function write({ occurrence }: Move, scope: Scope, times: Times): Promise<void> {
  const query = occurrence.day ? { scope, occurrence: occurrence.day } : {};
  const params = { path: { id: occurrence.appointment }, query };
  await done(api.PATCH("/appointments/{id}", { params, body: { ...times, zone: occurrence.zone } }));
}

/** All of a series goes along by as much as the one that was dragged. Answers with the way back. */
async function writeAll(move: Move): Promise<() => Promise<void>> {
  const path = { id: move.occurrence.appointment };
  const series = await done(api.GET("/appointments/{id}", { params: { path } }));
  const old = { starts: String(series.starts), ends: String(series.ends) };
  const times = {
    starts: shifted(old.starts, move.before.starts, move.after.starts),
    ends: shifted(old.ends, move.before.ends, move.after.ends),
  };
  const change = (body: Times) => done(api.PATCH("/appointments/{id}", { params: { path }, body }));
  await change(times);
  return async () => void (await change(old));
}

export function useMoves(days: Days) {
  const [asked, setAsked] = useState<Move | null>(null);
  const { mutate } = useMove(days);
  const move = useCallback(
    (info: EventDropInfo | EventResizeDoneInfo) => {
      const made = moveOf(info);
      if (!made) return info.revert();
      if (made.occurrence.day) setAsked(made);
      else mutate({ move: made, scope: "this" });
    },
    [mutate],
  );
  const question = useMemo<AskedMove | null>(
    () =>
      asked && {
        move: asked,
        onChoose: (scope) => {
          setAsked(null);
          mutate({ move: asked, scope });
        },
        onCancel: () => {
          setAsked(null);
          asked.revert();
        },
      },
    [asked, mutate],
  );
  return { move, asked: question };
}

function useMove(days: Days) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const format = useFormat();
  const conflictWords = useConflictWords();
  const place = (move: Move, times: Times) =>
    queries.setQueryData<Occurrence[]>(occurrencesKey(days), (all) =>
      all?.map((one) => (nameOf(one) === nameOf(move.occurrence) ? movedTo(one, times) : one)),
    );
  const refresh = () =>
    Promise.all([KEYS.occurrences, KEYS.appointments].map((key) => queries.invalidateQueries({ queryKey: [key] })));

  return useMutation({
    mutationFn: async ({ move, scope }: { move: Move; scope: Scope }) => {
      const inTheWay = conflictsOf(wantedAt(move)).catch(() => []);
      const back = scope === "all" ? await writeAll(move) : await write(move, scope, move.after).then(() => null);
      return { back, inTheWay: await inTheWay };
    },
    onMutate: async ({ move }) => {
      await queries.cancelQueries({ queryKey: occurrencesKey(days) });
      place(move, move.after);
    },
    onError: (_problem, { move }) => {
      place(move, move.before);
      move.revert();
    },
    onSuccess: ({ back, inTheWay }, { move, scope }) => {
      const shown = movedTo(move.occurrence, move.after);
      const when = shown.all_day
        ? format.dayRange(shown.starts_at, instantOf(shown.ends, shown.zone))
        : format.range(shown.starts_at, shown.ends_at);
      const said = scope === "this" ? t("calendar.moved", { when }) : t("calendar.movedSeries");
      const message = [said, conflictWords(inTheWay)].filter(Boolean).join(" ");
      // What follows is a series of its own now; there is no one step back.
      if (scope === "following") return tell.success(message);
      tellUndo(message, async () => {
        if (back) await back();
        else await write(move, scope, move.before);
        await refresh();
      });
    },
    onSettled: refresh,
  });
}
