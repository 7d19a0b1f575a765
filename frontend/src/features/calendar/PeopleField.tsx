/** Who takes part, and how each of them answered. */
import { Select, Stack } from "@mantine/core";
import { api, done } from "@/api/client";
import type { Person } from "@/api/types";
import { useMay, useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { ChosenLine, ChosenList, SearchField } from "./Chosen";
import type { Member } from "./draft";

const ANSWERS = ["unset", "sent", "accepted", "tentative", "declined"] as const;
const FOUND = 12;

async function peopleCalled(q: string): Promise<Person[]> {
  const page = await done(api.GET("/people", { params: { query: { q, limit: FOUND } } }));
  return page.items as Person[];
}

interface Props {
  members: Member[];
  onChange: (members: Member[]) => void;
}

export function PeopleField({ members, onChange }: Props) {
  const { t } = useTranslation();
  const { user } = useSession();
  // Who may not write the appointments of others has to take part in those that they make.
  const stays = useMay("editor") ? null : user.staff.id;
  return (
    <Stack gap={6}>
      <SearchField
        label={t("calendar.form.people")}
        placeholder={t("calendar.form.personHint")}
        nothing={t("calendar.form.nobody")}
        queryKey={[KEYS.people]}
        search={peopleCalled}
        taken={members.map((one) => one.id)}
        describe={(person) => person.company || person.email || t(`calendar.form.kinds.${person.kind}`)}
        onChoose={({ id, label, kind }) => onChange([...members, { id, label, kind, status: "unset", role: "" }])}
      />
      {members.length > 0 && (
        <ChosenList label={t("calendar.form.people")}>
          {members.map((member) => (
            <ChosenLine
              key={member.id}
              label={member.label}
              onRemove={member.id === stays ? undefined : () => onChange(members.filter((one) => one !== member))}
            >
              <Select
                size="xs"
                w={140}
                aria-label={t("calendar.form.answer", { name: member.label })}
                allowDeselect={false}
                value={member.status}
                data={ANSWERS.map((value) => ({ value, label: t(`calendar.form.answers.${value}`) }))}
                onChange={(word) => {
                  const status = ANSWERS.find((answer) => answer === word) ?? "unset";
                  onChange(members.map((one) => (one === member ? { ...one, status } : one)));
                }}
              />
            </ChosenLine>
          ))}
        </ChosenList>
      )}
    </Stack>
  );
}
