/** What narrows a search down. */
import { Button, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { api, done } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { useTags } from "@/features/library/tags";
import { KEYS } from "@/live/keys";
import { type Asked, countFilters, NO_FILTERS, SIZES } from "./filters";
import { PersonSelect } from "./PersonSelect";

const FolderPicker = lazy(async () => ({
  default: (await import("@/features/library/dialogs/FolderPicker")).FolderPicker,
}));

const TYPES = ["image", "application/pdf", "text", "video", "audio"] as const;

interface Props {
  asked: Asked;
  change: (change: Partial<Asked>) => void;
}

export function FilterFields({ asked, change }: Props) {
  const { t } = useTranslation();
  const { data: tags = [] } = useTags();
  const sizes = Object.keys(SIZES) as (keyof typeof SIZES)[];
  return (
    <Stack gap="sm">
      <FolderField asked={asked} change={change} />
      <Select
        label={t("search.mediaType")}
        placeholder={t("search.anyType")}
        clearable
        value={asked.mediaType || null}
        onChange={(type) => change({ mediaType: type ?? "" })}
        data={TYPES.map((value) => ({ value, label: t(`search.types.${value}`) }))}
      />
      <Select
        label={t("search.size")}
        placeholder={t("search.anySize")}
        clearable
        value={asked.size}
        onChange={(name) => change({ size: sizes.find((one) => one === name) ?? null })}
        data={sizes.map((value) => ({ value, label: t(`search.sizes.${value}`) }))}
      />
      <TagsInput label={t("search.tags")} data={tags} value={asked.tags} onChange={(some) => change({ tags: some })} />
      <PersonSelect value={asked.person} onChange={(person) => change({ person })} />
      <TextInput
        type="date"
        label={t("search.since")}
        value={asked.since}
        onChange={(event) => change({ since: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t("search.until")}
        value={asked.until}
        onChange={(event) => change({ until: event.currentTarget.value })}
      />
      <Button variant="default" disabled={countFilters(asked) === 0} onClick={() => change(NO_FILTERS)}>
        {t("search.noFilters")}
      </Button>
    </Stack>
  );
}

function FolderField({ asked, change }: Props) {
  const { t } = useTranslation();
  const [picking, setPicking] = useState(false);
  const { data } = useQuery({
    queryKey: [KEYS.folders, "name", asked.below],
    queryFn: () => done(api.GET("/folders/{id}", { params: { path: { id: asked.below }, query: { fields: "name" } } })),
    enabled: asked.below !== "",
  });
  return (
    <>
      <Select
        label={t("search.inFolder")}
        placeholder={t("search.anywhere")}
        clearable
        value={asked.below || null}
        data={asked.below ? [{ value: asked.below, label: data?.name ?? "…" }] : []}
        onChange={() => change({ below: "" })}
        comboboxProps={{ disabled: true }}
        onClick={() => setPicking(true)}
        onKeyDown={(event) => {
          if (event.key === "Enter") setPicking(true);
        }}
      />
      <Suspense>
        {picking && (
          <FolderPicker
            title={t("search.chooseFolder")}
            confirm={t("search.chooseThis")}
            onClose={() => setPicking(false)}
            onPick={({ id }) => {
              change({ below: id ?? "" });
              setPicking(false);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
