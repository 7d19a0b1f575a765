/** The filters of a folder: name, kind, tags, days. */
import { ActionIcon, Button, Group, Indicator, Popover, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import { countFilters, type Filters, NO_FILTERS } from "./items";
import { useTags } from "./tags";

const KINDS = ["image", "application/pdf", "text", "video", "audio"] as const;
const TYPING_MS = 250;

export function FilterButton({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const { t } = useTranslation();
  const count = countFilters(filters);
  return (
    <Popover position="bottom-end" width={300} trapFocus withinPortal>
      <Indicator label={count} size={16} disabled={count === 0} offset={5}>
        <Popover.Target>
          <ActionIcon
            variant={count > 0 ? "light" : "subtle"}
            color={count > 0 ? undefined : "gray"}
            size="lg"
            aria-label={count > 0 ? t("library.filtersSet", { count }) : t("library.filter")}
          >
            <IconFilter size={19} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Fields filters={filters} onChange={onChange} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Fields({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const { t } = useTranslation();
  const { data: tags = [] } = useTags();
  const change = (some: Partial<Filters>) => onChange({ ...filters, ...some });
  const typed = useDebouncedCallback((q: string) => change({ q }), TYPING_MS);
  return (
    <Stack gap="sm">
      <TextInput
        label={t("library.nameHas")}
        defaultValue={filters.q}
        key={filters === NO_FILTERS ? "none" : "some"}
        onChange={(event) => typed(event.currentTarget.value.trim())}
        data-autofocus
      />
      <Select
        label={t("library.kind")}
        placeholder={t("library.anyKind")}
        clearable
        comboboxProps={{ withinPortal: false }}
        value={filters.mediaType}
        onChange={(mediaType) => change({ mediaType })}
        data={KINDS.map((kind) => ({ value: kind, label: t(`library.kinds.${kind}`) }))}
      />
      <TagsInput
        label={t("library.tags")}
        comboboxProps={{ withinPortal: false }}
        data={tags}
        value={filters.tags}
        onChange={(some) => change({ tags: some })}
      />
      <Group grow gap="xs">
        <TextInput
          type="date"
          label={t("library.since")}
          value={filters.since}
          onChange={(event) => change({ since: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t("library.until")}
          value={filters.until}
          onChange={(event) => change({ until: event.currentTarget.value })}
        />
      </Group>
      <Button variant="default" disabled={countFilters(filters) === 0} onClick={() => onChange(NO_FILTERS)}>
        {t("library.noFilters")}
      </Button>
    </Stack>
  );
}
