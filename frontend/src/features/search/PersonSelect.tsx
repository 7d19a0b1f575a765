/** Chooses a contact or colleague by name. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, done } from "@/api/client";
import type { Person } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";

const TYPING_MS = 200;
const OFFERED = 20;

/** `value`: `contact:<id>` or `staff:<id>`, "" for nobody. */
export function PersonSelect({ value, onChange }: { value: string; onChange: (person: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const { data: people = [] } = useQuery({
    queryKey: [KEYS.people, "choice", q],
    queryFn: async ({ signal }) => {
      const query = { limit: OFFERED, ...(q && { q }) };
      return (await done(api.GET("/people", { params: { query }, signal }))).items as Person[];
    },
    placeholderData: keepPreviousData,
  });
  const offered = new Map(people.map((person) => [`${person.kind}:${person.id}`, person.label]));
  const label = useLabel(value);
  if (value) offered.set(value, offered.get(value) ?? label);
  return (
    <Select
      label={t("search.person")}
      placeholder={t("search.anyone")}
      clearable
      searchable
      value={value || null}
      onChange={(person) => onChange(person ?? "")}
      onSearchChange={setTyped}
      // The server has looked for them, by more than their labels.
      filter={({ options }) => options}
      data={[...offered].map(([person, name]) => ({ value: person, label: name }))}
    />
  );
}

/** The name of the one who was chosen before. */
function useLabel(person: string): string {
  const [kind = "", id = ""] = person.split(":");
  const { data } = useQuery({
    queryKey: [KEYS.records, "label", person],
    queryFn: () => {
      const path = { kind: kind === "staff" ? ("staff" as const) : ("contact" as const), id };
      return done(api.GET("/records/{kind}/{id}", { params: { path, query: { fields: "label" } } }));
    },
    enabled: id !== "",
  });
  return data?.label ?? "…";
}
