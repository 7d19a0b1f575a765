/** How many hits there are of each kind; one of the kinds can be looked at alone. */
import { Button } from "@mantine/core";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import type { Asked } from "./filters";
import { FOUND_KINDS, useCounts } from "./find";
import classes from "./Search.module.css";

interface Props {
  asked: Asked;
  change: (change: Partial<Asked>) => void;
}

export function KindTabs({ asked, change }: Props) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { data } = useCounts(asked.q, { ...asked, kind: null });
  if (!asked.q || !data) return null;
  const there = FOUND_KINDS.filter((kind) => (data.byKind[kind] ?? 0) > 0 || kind === asked.kind);
  return (
    <fieldset className={classes.tabs} aria-label={t("search.results")}>
      {([null, ...there] as const).map((kind) => (
        <Button
          key={kind ?? "all"}
          size="compact-sm"
          className={classes.tab}
          radius="xl"
          variant={kind === asked.kind ? "light" : "default"}
          aria-pressed={kind === asked.kind}
          onClick={() => change({ kind })}
        >
          {kind ? t(`search.kinds.${kind}`) : t("search.everything")} (
          {count(kind ? (data.byKind[kind] ?? 0) : data.total)})
        </Button>
      ))}
    </fieldset>
  );
}
