/** What an appointment is about: estates, services, locations and the like. */
import { Group, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { api, done } from "@/api/client";
import type { RecordKind, RecordObject, Reference } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { ChosenLine, ChosenList, SearchField } from "./Chosen";

/** What appointments can be about; people take part instead. */
const KINDS = ["estate", "service", "location", "project", "task"] as const;
const FOUND = 12;

async function recordsCalled(kind: RecordKind, q: string): Promise<RecordObject[]> {
  const page = await done(api.GET("/records/{kind}", { params: { path: { kind }, query: { q, limit: FOUND } } }));
  return page.items as RecordObject[];
}

interface Props {
  concerns: Reference[];
  onChange: (concerns: Reference[]) => void;
}

export function ConcernsField({ concerns, onChange }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<(typeof KINDS)[number]>("estate");
  const kindWord = (word: string) => {
    const known = KINDS.find((one) => one === word);
    return known ? t(`calendar.form.kinds.${known}`) : word;
  };
  return (
    <Stack gap={6}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Select
          w={130}
          label={t("calendar.form.concerns")}
          aria-label={t("calendar.form.kind")}
          allowDeselect={false}
          value={kind}
          data={KINDS.map((value) => ({ value, label: kindWord(value) }))}
          onChange={(word) => setKind(KINDS.find((one) => one === word) ?? "estate")}
        />
        <div style={{ flex: 1, minWidth: 0 }}>
          <SearchField
            label={t("calendar.form.concerns")}
            labelled={false}
            placeholder={t("calendar.form.addConcern")}
            nothing={t("calendar.form.nothing")}
            queryKey={[KEYS.records, kind]}
            search={(words) => recordsCalled(kind, words)}
            taken={concerns.map((one) => one.id)}
            onChoose={({ id, number, label }) => onChange([...concerns, { id, number, kind, label }])}
          />
        </div>
      </Group>
      {concerns.length > 0 && (
        <ChosenList label={t("calendar.form.concerns")}>
          {concerns.map((concern) => (
            <ChosenLine
              key={concern.id}
              label={`${concern.label} – ${kindWord(concern.kind)}`}
              onRemove={() => onChange(concerns.filter((one) => one !== concern))}
            />
          ))}
        </ChosenList>
      )}
    </Stack>
  );
}
