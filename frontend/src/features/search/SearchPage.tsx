/** All that was found, with filters. */
import { Box, Button, Collapse, Group, TextInput } from "@mantine/core";
import { useDebouncedCallback, useDisclosure, useMediaQuery } from "@mantine/hooks";
import { IconFilter, IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "@/app/translation";
import { Page } from "@/ui/Page";
import { FilterFields } from "./FilterFields";
import { countFilters, useAsked } from "./filters";
import { KindTabs } from "./KindTabs";
import { Results } from "./Results";
import { rememberSearch } from "./recent";
import classes from "./Search.module.css";

const TYPING_MS = 250;

export default function SearchPage() {
  const { t } = useTranslation();
  const [asked, change] = useAsked();
  const wide = useMediaQuery("(min-width: 62.01em)") ?? true;
  const [opened, control] = useDisclosure(false);
  const count = countFilters(asked);
  const fields = <FilterFields asked={asked} change={change} />;
  return (
    <Page
      title={t("shell.search")}
      toolbar={
        <>
          <Group gap="xs" wrap="nowrap">
            <WordsField words={asked.q} onChange={(q) => change({ q })} />
            {!wide && (
              <Button
                variant={count > 0 ? "light" : "default"}
                leftSection={<IconFilter size={16} aria-hidden />}
                aria-expanded={opened}
                onClick={control.toggle}
              >
                {t("search.filter")}
                {count > 0 && ` (${count})`}
              </Button>
            )}
          </Group>
          {!wide && <Collapse expanded={opened}>{fields}</Collapse>}
          <KindTabs asked={asked} change={change} />
        </>
      }
    >
      <Box className={classes.page}>
        <Results asked={asked} />
        {wide && (
          <aside className={classes.filters} aria-label={t("search.filter")}>
            {fields}
          </aside>
        )}
      </Box>
    </Page>
  );
}

function WordsField({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(words);
  const settle = useDebouncedCallback((text: string) => onChange(text.trim()), TYPING_MS);
  // Another search came by the dialog or by going back.
  useEffect(() => setTyped((now) => (now.trim() === words ? now : words)), [words]);
  return (
    <TextInput
      style={{ flex: 1 }}
      type="search"
      aria-label={t("shell.searchHint")}
      placeholder={t("shell.searchHint")}
      leftSection={<IconSearch size={17} aria-hidden />}
      maxLength={500}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
      onBlur={() => words && rememberSearch(words)}
    />
  );
}
