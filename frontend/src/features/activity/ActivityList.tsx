/** Who did what with one thing, or in the whole business: newest first, day by day. */
import { Button, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import type { Activity } from "@/api/types";
import { type Translate, useTranslation } from "@/app/translation";
import { Failed } from "@/ui/Failed";
import { type formats, useFormat } from "@/ui/format";
import classes from "./Activity.module.css";
import { useActivity } from "./data";
import { Sentence } from "./sentence";

/** What happened to one thing, for a panel. */
export function ActivityList({ object, title }: { object: string; title?: string }) {
  return (
    <Stack gap="xs">
      {title && <Title order={3}>{title}</Title>}
      <Days pages={useActivity({ object })} of="object" />
    </Stack>
  );
}

interface Props {
  pages: ReturnType<typeof useActivity>;
  /** Of one thing its name leads nowhere: one is there. */
  of: "object" | "business";
  empty?: string;
}

export function Days({ pages, of, empty }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { items, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const days = useMemo(() => byDay(items, format.zone), [items, format.zone]);
  const level = of === "business" ? 2 : 4;
  if (isPending) return <Waiting />;
  if (error && items.length === 0) return <Failed error={error} again={refetch} />;
  return (
    <div className={classes.days} data-of={of}>
      {items.length === 0 && !hasNextPage && (
        <Text size="sm" c="dimmed">
          {empty ?? t("activity.nothing")}
        </Text>
      )}
      {days.map(({ day, all }) => (
        <section key={day}>
          <Title order={level} className={classes.day}>
            {dayInWords(all[0]?.at ?? day, format, t)}
          </Title>
          <ul className={classes.lines}>
            {all.map((one) => (
              <li key={one.sequence}>
                <Text size="sm">
                  <Sentence activity={one} linked={of === "business"} />
                </Text>
                <Text size="xs" c="dimmed" title={format.moment(one.at)}>
                  {format.time(one.at)}
                </Text>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {hasNextPage && (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("shell.loadMore")}
        </Button>
      )}
    </div>
  );
}

/** Days as the business has them. */
function byDay(items: readonly Activity[], zone: string): { day: string; all: Activity[] }[] {
  const dayOf = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
  const days: { day: string; all: Activity[] }[] = [];
  for (const one of items) {
    const day = dayOf.format(new Date(one.at));
    const last = days.at(-1);
    if (last?.day === day) last.all.push(one);
    else days.push({ day, all: [one] });
  }
  return days;
}

const DAY_MS = 86_400_000;

function dayInWords(at: string, format: ReturnType<typeof formats>, t: Translate): string {
  const day = format.longDay(at);
  if (day === format.longDay(new Date())) return t("activity.today");
  return day === format.longDay(new Date(Date.now() - DAY_MS)) ? t("activity.yesterday") : day;
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" role="status" aria-label={t("shell.loading")}>
      {[1, 2, 3, 4].map((line) => (
        <Skeleton key={line} h={22} />
      ))}
    </Stack>
  );
}
