/** Writes what a form says: a new appointment, or a change to as much of a series as is meant. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, done, withTag } from "@/api/client";
import type { components } from "@/api/schema";
import type { Appointment } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { tell } from "@/ui/tell";
import { newAppointment } from "./bodies";
import type { Draft, Scope } from "./draft";

interface Saved {
  draft: Draft;
  /** None: it is made. */
  change: components["schemas"]["AppointmentChange"] | undefined;
  scope: Scope;
}

interface About {
  appointment: Appointment | undefined;
  day: string | undefined;
  onSaved: (saved: Appointment) => void;
}

/** The tag of the state that is being edited; "" where it was changed since it was shown. */
function useTag(appointment: Appointment | undefined): string | undefined {
  const id = appointment?.id ?? "";
  const { data } = useQuery({
    queryKey: [KEYS.appointments, id, "tag", appointment?.modified_at],
    queryFn: () => withTag(api.GET("/appointments/{id}", { params: { path: { id } } })),
    enabled: id !== "",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return data?.value.modified_at === appointment?.modified_at ? data?.tag : undefined;
}

export function useSaving({ appointment, day, onSaved }: About) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tag = useTag(appointment);
  return useMutation({
    mutationFn: async ({ draft, change, scope }: Saved) => {
      if (!appointment || !change) {
        return (await done(api.POST("/appointments", { body: newAppointment(draft) }))) as Appointment;
      }
      if (Object.keys(change).length === 0) return appointment;
      const query = appointment.rule && day ? { scope, occurrence: day } : {};
      const header = tag ? { "If-Match": tag } : {};
      const params = { path: { id: appointment.id }, query: scope === "all" ? {} : query, header };
      return (await done(api.PATCH("/appointments/{id}", { params, body: change }))) as Appointment;
    },
    onSuccess: (saved, { draft }) => {
      for (const key of [KEYS.occurrences, KEYS.appointments]) void queries.invalidateQueries({ queryKey: [key] });
      tell.success(appointment ? t("calendar.form.saved") : t("calendar.form.made", { subject: draft.subject }));
      onSaved(saved);
    },
    meta: { quiet: true },
  });
}
