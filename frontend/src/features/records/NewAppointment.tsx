/** Makes an appointment about a record, or with a person. */
import { lazy, Suspense } from "react";
import { useLocation } from "wouter";
import type { RecordObject } from "@/api/types";
import { useSession } from "@/app/session";
import type { Draft, Member } from "@/features/calendar/draft";

const AppointmentForm = lazy(() =>
  import("@/features/calendar/AppointmentForm").then((found) => ({ default: found.AppointmentForm })),
);

export function NewAppointment({ record, onClose }: { record: RecordObject; onClose: () => void }) {
  const { staff } = useSession().user;
  const [, go] = useLocation();
  return (
    <Suspense>
      <AppointmentForm
        draft={draftWith(record, staff)}
        onSaved={({ id, starts }) => go(`/calendar/day/${starts.slice(0, 10)}?appointment=${id}`)}
        onClose={onClose}
      />
    </Suspense>
  );
}

/** People take part, beside whoever makes it; anything else is what it is about. */
function draftWith(record: RecordObject, me: { id: string; label: string }): Partial<Draft> {
  const { id, number, kind, label } = record;
  if (kind !== "contact" && kind !== "staff") return { concerns: [{ id, number, kind, label }] };
  const member = (one: Pick<Member, "id" | "label" | "kind">): Member => ({ ...one, status: "unset", role: "" });
  const own = member({ id: me.id, label: me.label, kind: "staff" });
  return { participants: id === me.id ? [own] : [own, member({ id, label, kind })] };
}
