/** What can be done with an appointment as a whole, or with some days of a series; with a way back where there is one. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import type { Appointment } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { tell } from "@/ui/tell";
import { tellUndo } from "@/ui/tellUndo";
import { type Seen, type Status, shownOf } from "./reading";

export type Scope = "this" | "following" | "all";

/** `day`: of a series, the one that is meant. `onGone`: it is not there any more. */
export function useActs(seen: Seen, day: string | undefined, onGone: () => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { appointment } = seen;
  const path = { id: appointment.id };
  const part = (scope: Scope) => (appointment.rrule && day ? { scope, occurrence: day } : {});
  const refresh = () =>
    Promise.all(
      [KEYS.appointments, KEYS.occurrences, KEYS.missing, KEYS.trash].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  const write = (status: Status, scope: Scope) =>
    done(api.PATCH("/appointments/{id}", { params: { path, query: part(scope) }, body: { status } }));

  const setStatus = useMutation({
    mutationFn: ({ status, scope }: { status: Status; scope: Scope }) => write(status, scope),
    onSuccess: (told, { status, scope }) => {
      const before = statusBefore(seen, scope);
      const message =
        status === "cancelled"
          ? t("appointment.cancelled")
          : t("appointment.statusChanged", { status: t(`appointment.statuses.${status}`) });
      // What follows is a series of its own now: its days had each their own status.
      if (scope === "following" && told.id !== appointment.id) return tell.success(message);
      tellUndo(message, async () => {
        await write(before, scope);
        await refresh();
      });
    },
    onSettled: refresh,
  });

  const remove = useMutation({
    mutationFn: (scope: Scope) => done(api.DELETE("/appointments/{id}", { params: { path, query: part(scope) } })),
    onSuccess: (_told, scope) => {
      onGone();
      if (appointment.rrule && scope !== "all") return tell.success(t("appointment.deletedSome"));
      tellUndo(t("appointment.deleted"), async () => {
        await done(api.PATCH("/appointments/{id}", { params: { path }, body: { trashed: false } }));
        await refresh();
      });
    },
    onSettled: refresh,
  });
  return { setStatus, remove };
}

function statusBefore(seen: Seen, scope: Scope): Appointment["status"] {
  return scope === "this" ? shownOf(seen).status : seen.appointment.status;
}
