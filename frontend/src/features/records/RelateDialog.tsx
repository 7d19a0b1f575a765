/** Says of two records what one has to do with the other. */
import { Select, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, done } from "@/api/client";
import type { RecordKind, RecordObject } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { SearchField } from "@/features/calendar/Chosen";
import { KEYS } from "@/live/keys";
import { Dialog } from "@/ui/Dialog";
import { tell } from "@/ui/tell";
import { type RelationType, useRefresh } from "./data";
import { relate } from "./Relations";

interface Choice {
  type: RelationType;
  /** What the record at hand is in it. */
  side: "parent" | "child";
  /** Of the other one. */
  kind: RecordKind;
}
const FOUND = 12;

const parentOf = (kind: RecordKind, ...types: RelationType[]): Choice[] =>
  types.map((type) => ({ type, side: "parent", kind }));
const childOf = (kind: RecordKind, ...types: RelationType[]): Choice[] =>
  types.map((type) => ({ type, side: "child", kind }));
const OF_ESTATES: RelationType[] = ["owner", "interested", "contact_person", "tenant", "renter", "buyer"];
const ABOUT = [
  ...parentOf("estate", "concerns"),
  ...parentOf("contact", "concerns"),
  ...parentOf("project", "concerns"),
];
const OFFICERS = parentOf("staff", "officer", "additional_officer");

/** What is usual between kinds. */
const CHOICES: Record<RecordKind, readonly Choice[]> = {
  estate: [...parentOf("contact", ...OF_ESTATES), ...OFFICERS, ...parentOf("estate", "unit")],
  contact: [...childOf("estate", ...OF_ESTATES), ...parentOf("estate", "offer"), ...OFFICERS],
  staff: [...childOf("estate", "officer", "additional_officer"), ...childOf("contact", "officer")],
  task: [...ABOUT, ...OFFICERS],
  agents_log: ABOUT,
  project: [...childOf("task", "concerns"), ...OFFICERS],
  location: [...childOf("task", "concerns"), ...OFFICERS],
  service: [...childOf("task", "concerns"), ...OFFICERS],
  email: ABOUT,
};

export default function RelateDialog({ record, onClose }: { record: RecordObject; onClose: () => void }) {
  const { t } = useTranslation();
  const [place, setPlace] = useState(0);
  const refresh = useRefresh();
  const choices = CHOICES[record.kind];
  const choice = choices[place];
  const add = useMutation({
    mutationFn: ({ other, chosen: { type, side } }: { other: RecordObject; chosen: Choice }) =>
      side === "parent"
        ? relate({ type, parent: record.id, child: other.id })
        : relate({ type, parent: other.id, child: record.id }),
    onSuccess: (_told, { other: { label } }) => {
      tell.success(t("records.related", { label }));
      onClose();
    },
    onSettled: refresh,
  });
  return (
    <Dialog onClose={onClose} title={t("records.relateTitle", { label: record.label })}>
      <Stack mih={260}>
        <Select
          label={t("records.relationType")}
          allowDeselect={false}
          value={String(place)}
          onChange={(value) => setPlace(Number(value))}
          data={choices.map(({ type, side, kind }, index) => {
            const word = t(side === "parent" ? `records.asParent.${type}` : `records.asChild.${type}`);
            return { value: String(index), label: `${word} – ${t(`search.kindOf.${kind}`)}` };
          })}
        />
        {choice && (
          <SearchField
            key={choice.kind}
            label={t("records.relatedRecord")}
            placeholder={t("records.find")}
            nothing={t("records.nothing")}
            queryKey={[KEYS.records, choice.kind]}
            search={(words) => called(choice.kind, words)}
            taken={[record.id]}
            onChoose={(other) => add.mutate({ other, chosen: choice })}
          />
        )}
      </Stack>
    </Dialog>
  );
}

async function called(kind: RecordKind, q: string): Promise<RecordObject[]> {
  const page = await done(api.GET("/records/{kind}", { params: { path: { kind }, query: { q, limit: FOUND } } }));
  return page.items as RecordObject[];
}
