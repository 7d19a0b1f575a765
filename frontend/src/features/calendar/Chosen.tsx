/** Things chosen one by one from a search: each in a line of its own, to be taken off again. */
import { ActionIcon, Group, Select, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconX } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "@/app/translation";

export function ChosenLine({
  label,
  onRemove,
  children,
}: {
  label: string;
  /** None: it stays. */
  onRemove: (() => void) | undefined;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Group component="li" gap="xs" wrap="nowrap">
      <Text flex={1} truncate size="sm">
        {label}
      </Text>
      {children}
      {onRemove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("calendar.form.takeOff", { name: label })}
          onClick={onRemove}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}

export function ChosenList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Stack component="ul" aria-label={label} gap={4} m={0} p={0}>
      {children}
    </Stack>
  );
}

interface Found {
  id: string;
  label: string;
}

interface SearchProps<T extends Found> {
  label: string;
  /** Whether the label is seen, or only said. */
  labelled?: boolean;
  placeholder: string;
  nothing: string;
  /** The first words of the query's key. */
  queryKey: readonly string[];
  search: (words: string) => Promise<T[]>;
  /** Ids that are chosen already. */
  taken: readonly string[];
  describe?: (found: T) => string;
  onChoose: (found: T) => void;
}

const PAUSE_MS = 200;

/** Searches while one types; what is chosen is handed on, and the field is empty again. */
export function SearchField<T extends Found>(props: SearchProps<T>) {
  const { label, labelled = true, placeholder, nothing, queryKey, search, taken, describe, onChoose } = props;
  const [words, setWords] = useState("");
  const [opened, setOpened] = useState(false);
  const [settled] = useDebouncedValue(words.trim(), PAUSE_MS);
  const { data } = useQuery({
    queryKey: [...queryKey, "sought", settled],
    queryFn: () => search(settled),
    placeholderData: keepPreviousData,
    enabled: opened,
  });
  const free = (data ?? []).filter((found) => !taken.includes(found.id));
  return (
    <Select
      {...(labelled ? { label } : { "aria-label": label })}
      placeholder={placeholder}
      searchable
      value={null}
      searchValue={words}
      onSearchChange={setWords}
      onDropdownOpen={() => setOpened(true)}
      // The server has searched already.
      filter={({ options }) => options}
      data={free.map((found) => ({
        value: found.id,
        label: describe ? `${found.label} – ${describe(found)}` : found.label,
      }))}
      nothingFoundMessage={data ? nothing : undefined}
      onChange={(id) => {
        const found = free.find((one) => one.id === id);
        if (found) onChoose(found);
        setWords("");
      }}
    />
  );
}
