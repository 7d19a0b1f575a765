/** The box that one types into, with what it offers: a combobox, of which the keyboard stays in the box. */
import { CloseButton, Kbd, Loader, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useTranslation } from "@/app/translation";
import { sentence } from "@/ui/tell";
import type { Making } from "./commands";
import { type Entry, type Section, useSections } from "./entries";
import { useFirstHits } from "./find";
import { rememberSearch } from "./recent";
import classes from "./Search.module.css";

const TYPING_MS = 160;

interface Props {
  onClose: () => void;
  make: (what: Making) => void;
  onPhone: boolean;
}

export function SearchBox({ onClose, make, onPhone }: Props) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const words = typed.trim();
  const [asked] = useDebouncedValue(words, TYPING_MS);
  const { data, error, isFetching, isPlaceholderData } = useFirstHits(asked);
  const type = useCallback((text: string) => {
    setTyped(text);
    setActive(0);
  }, []);
  const sections = useSections({ words, groups: asked === "" ? undefined : data, type, onClose, make });
  const entries = sections.flatMap((section) => section.entries);
  const current = entries[Math.min(active, entries.length - 1)];
  const settled = words === asked && !isPlaceholderData;
  const list = useId();

  const choose = () => {
    if (settled || words === "" || active > 0) return current?.choose();
    rememberSearch(words);
    onClose();
    go(`/search?q=${encodeURIComponent(words)}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };
    const step = steps[event.key];
    if (step !== undefined && entries.length > 0) {
      const next = active + step;
      const wraps = Math.abs(step) === 1;
      setActive(wraps ? (next + entries.length) % entries.length : Math.min(Math.max(next, 0), entries.length - 1));
    } else if (event.key === "Enter") choose();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={classes.box}>
        {isFetching ? <Loader size={18} aria-hidden /> : <IconSearch size={20} aria-hidden className={classes.sign} />}
        <input
          className={classes.input}
          role="combobox"
          aria-label={t("shell.searchHint")}
          aria-controls={list}
          aria-expanded={entries.length > 0}
          aria-autocomplete="list"
          aria-activedescendant={current && `${list}-${current.key}`}
          placeholder={t("shell.searchHint")}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={500}
          data-autofocus
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {onPhone && <CloseButton aria-label={t("shell.close")} onClick={onClose} size="lg" />}
      </div>
      <Offered {...{ sections, current, list }} point={(entry) => setActive(entries.indexOf(entry))} />
      <div className={classes.told} role="status">
        {error && !data && words !== "" && <Text size="sm">{sentence(error)}</Text>}
        {words !== "" && settled && data?.every((group) => group.total === 0) && (
          <Text size="sm" c="dimmed">
            {t("search.nothing", { words })}
          </Text>
        )}
        <VisuallyHidden>{words !== "" && settled && t("search.offered", { count: entries.length })}</VisuallyHidden>
      </div>
      {!onPhone && (
        <div className={classes.foot}>
          <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> {t("search.keyMove")} <Kbd size="xs">↵</Kbd>{" "}
          {t("search.keyOpen")} <Kbd size="xs">Esc</Kbd> {t("search.keyClose")}
          <span className={classes.tip}>{t("search.tip")}</span>
        </div>
      )}
    </>
  );
}

interface OfferedProps {
  sections: readonly Section[];
  current: Entry | undefined;
  list: string;
  point: (entry: Entry) => void;
}

function Offered({ sections, current, list, point }: OfferedProps) {
  const { t } = useTranslation();
  return (
    <div id={list} role="listbox" aria-label={t("search.results")} className={classes.list}>
      {sections.map((section) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is nothing for a list of choices
        <div key={section.key} role="group" aria-labelledby={`${list}-of-${section.key}`}>
          <div id={`${list}-of-${section.key}`} className={classes.group} role="presentation">
            {section.title}
          </div>
          {section.entries.map((entry) => (
            <Option
              key={entry.key}
              id={`${list}-${entry.key}`}
              entry={entry}
              isCurrent={entry === current}
              onPoint={() => point(entry)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function Option(props: { id: string; entry: Entry; isCurrent: boolean; onPoint: () => void }) {
  const { id, entry, isCurrent, onPoint } = props;
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <UnstyledButton
      ref={element}
      id={id}
      role="option"
      aria-selected={isCurrent}
      tabIndex={-1}
      className={classes.option}
      // What merely passes under a resting pointer while the list scrolls is not pointed at.
      onMouseMove={isCurrent ? undefined : onPoint}
      onClick={entry.choose}
    >
      {entry.sign}
      <span className={classes.texts}>
        <span className={classes.name}>{entry.name}</span>
        {entry.line}
      </span>
    </UnstyledButton>
  );
}
