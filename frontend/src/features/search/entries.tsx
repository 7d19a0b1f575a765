/** What the search offers for what was typed: hits in their groups, commands, and what was searched for before. */
import { IconArrowRight, IconHistory, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { useLocation } from "wouter";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import { type Command, type Making, matching, useCommands } from "./commands";
import type { Group } from "./find";
import { HitLine, HitName } from "./HitLine";
import { HitSign } from "./HitSign";
import { openHit } from "./open";
import { forgetSearches, recentSearches, rememberSearch } from "./recent";

export interface Entry {
  key: string;
  sign: ReactNode;
  name: ReactNode;
  line?: ReactNode;
  choose: () => void;
}
export interface Section {
  key: string;
  title: string;
  entries: Entry[];
}

interface Asked {
  words: string;
  /** Undefined while nothing is known yet. */
  groups: readonly Group[] | undefined;
  type: (words: string) => void;
  onClose: () => void;
  make: (what: Making) => void;
}

const COMMANDS_BESIDE_HITS = 5;

export function useSections({ words, groups, type, onClose, make }: Asked): Section[] {
  const { t } = useTranslation();
  const { count } = useFormat();
  const [, go] = useLocation();
  const commands = useCommands(make);
  const [recent, setRecent] = useState(recentSearches);
  return useMemo(() => {
    const offered = (some: readonly Command[]): Section => ({
      key: "commands",
      title: t("search.commands"),
      entries: some.map((command) => commandEntry(command, onClose)),
    });
    if (words === "") {
      const forget = () => {
        forgetSearches();
        setRecent([]);
        type("");
      };
      const entries = recentEntries(recent, { type, forget, forgetting: t("search.forget") });
      return [{ key: "recent", title: t("search.recent"), entries }, offered(commands)].filter(filled);
    }
    const found = groups?.filter((group) => group.hits.length > 0) ?? [];
    const hits = found.flatMap((group) => group.hits);
    const total = found.reduce((sum, group) => sum + group.total, 0);
    const sections = found.map((group) => ({
      key: group.name,
      title: `${t(`search.groups.${group.name}`)} (${count(group.total)})`,
      entries: group.hits.map((hit) => ({
        key: hit.id,
        sign: <HitSign hit={hit} />,
        name: <HitName hit={hit} />,
        line: <HitLine hit={hit} />,
        choose: () => {
          rememberSearch(words);
          onClose();
          openHit(hit, hits, go);
        },
      })),
    }));
    const all: Section = { key: "all", title: t("search.more"), entries: total > 0 ? [allEntry()] : [] };
    const matched = matching(commands, words).slice(0, COMMANDS_BESIDE_HITS);
    return [...sections, all, offered(matched)].filter(filled);

    function allEntry(): Entry {
      return {
        key: "all",
        sign: <IconArrowRight size={20} stroke={1.6} aria-hidden />,
        name: t("search.showAll", { figure: count(total), count: total }),
        choose: () => {
          rememberSearch(words);
          onClose();
          go(`/search?q=${encodeURIComponent(words)}`);
        },
      };
    }
  }, [words, groups, commands, recent, t, count, type, onClose, go]);
}

function filled(section: Section): boolean {
  return section.entries.length > 0;
}

function commandEntry({ id, label, icon: Icon, run }: Command, onClose: () => void): Entry {
  const inPlace = id === "appointment" || id === "folder";
  return {
    key: `command-${id}`,
    sign: <Icon size={20} stroke={1.6} aria-hidden />,
    name: label,
    choose: () => {
      if (!inPlace) onClose();
      run();
    },
  };
}

interface Recent {
  type: (words: string) => void;
  forget: () => void;
  /** What the way to forget them is called. */
  forgetting: string;
}

function recentEntries(recent: readonly string[], { type, forget, forgetting }: Recent): Entry[] {
  if (recent.length === 0) return [];
  const sign = <IconHistory size={20} stroke={1.6} aria-hidden />;
  const entries = recent.map((words) => ({ key: `recent-${words}`, sign, name: words, choose: () => type(words) }));
  const last = {
    key: "forget",
    sign: <IconTrash size={20} stroke={1.6} aria-hidden />,
    name: forgetting,
    choose: forget,
  };
  return [...entries, last];
}
