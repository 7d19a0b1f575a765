/** Chooses any file, folder, appointment or record by its words. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, done } from "@/api/client";
import type { components } from "@/api/schema";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";

const TYPING_MS = 200;
const OFFERED = 20;

interface Props {
  label: string;
  value: string;
  onChange: (id: string) => void;
}

export function ThingSelect({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const { data: found = [] } = useQuery({
    queryKey: [KEYS.search, "things", q],
    queryFn: async ({ signal }) => {
      const query = { q, limit: OFFERED };
      return (await done(api.GET("/search", { params: { query }, signal }))).items as components["schemas"]["Found"][];
    },
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  const named = (thing: (typeof found)[number]) => ({
    value: thing.id,
    label: `${thing.label || t("account.nameless")} · ${t(`search.kindOf.${thing.kind}`)}`,
  });
  return (
    <Select
      label={label}
      placeholder={t("administration.findThing")}
      searchable
      clearable
      value={value || null}
      onChange={(id) => onChange(id ?? "")}
      onSearchChange={setTyped}
      nothingFoundMessage={q ? t("administration.nothingFound") : undefined}
      // The server has looked for them, by more than their labels.
      filter={({ options }) => options}
      data={found.map(named)}
    />
  );
}
