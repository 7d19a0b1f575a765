/** Who takes part, and what each has answered. */
import { Anchor, Avatar, NativeSelect, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, done } from "@/api/client";
import type { Appointment } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import classes from "./AppointmentPanel.module.css";
import type { Seen } from "./reading";

type Participant = Appointment["participants"][number];
const ANSWERS = ["unset", "sent", "accepted", "tentative", "declined"] as const;

export function People({ seen, readOnly }: { seen: Seen; readOnly: boolean }) {
  const { t } = useTranslation();
  const answer = useAnswer(seen);
  const { participants } = seen.appointment;
  if (participants.length === 0) return null;
  return (
    <section>
      <Title order={3} mb={6}>
        {t("appointment.people")}
      </Title>
      <ul className={classes.list}>
        {participants.map((person) => (
          <li key={person.id} className={classes.person}>
            <Avatar size={28} radius="xl" name={person.label} color="accent" aria-hidden />
            <div className={classes.grow}>
              <Name person={person} />
              {person.role && (
                <Text size="xs" c="dimmed">
                  {person.role}
                </Text>
              )}
            </div>
            {readOnly ? (
              <Text size="sm" c="dimmed">
                {t(`appointment.answers.${person.status}`)}
              </Text>
            ) : (
              <NativeSelect
                size="xs"
                aria-label={t("appointment.answerOf", { name: person.label })}
                value={person.status}
                disabled={answer.isPending}
                onChange={(event) => {
                  const status = ANSWERS.find((known) => known === event.currentTarget.value);
                  if (status) answer.mutate({ person, status });
                }}
                data={ANSWERS.map((value) => ({ value, label: t(`appointment.answers.${value}`) }))}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Name({ person }: { person: Participant }) {
  if (!person.kind) return <Text size="sm">{person.label || person.number}</Text>;
  return (
    <Anchor
      component={Link}
      href={`/records/${person.kind}/${person.id}`}
      size="sm"
      c="inherit"
      truncate
      display="block"
    >
      {person.label}
    </Anchor>
  );
}

/** All of them are written, so only if nobody else changed the appointment meanwhile. */
function useAnswer({ appointment, tag }: Seen) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ person, status }: { person: Participant; status: Participant["status"] }) => {
      const participants = appointment.participants.map(({ id, role, status: before }) => ({
        id,
        role,
        status: id === person.id ? status : before,
      }));
      const params = { path: { id: appointment.id }, header: { "If-Match": tag } };
      return done(api.PATCH("/appointments/{id}", { params, body: { participants } }));
    },
    onSettled: () =>
      Promise.all([KEYS.appointments, KEYS.occurrences].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}
