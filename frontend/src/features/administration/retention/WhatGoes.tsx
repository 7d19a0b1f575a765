/** What the rules let go: how much in all, and thing by thing. Nothing is removed by looking. */
import { Badge, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "../Administration.module.css";
import type { Due } from "../data";
import { More } from "../More";
import { DUE_KEY } from "./rules";

const PAGE = 30;

export function WhatGoes({ asked }: { asked: Record<string, number> }) {
  const { t } = useTranslation();
  const { size } = useFormat();
  const isTrial = Object.keys(asked).length > 0;
  const totals = useQuery({
    queryKey: [...DUE_KEY, "totals", asked],
    queryFn: () => done(api.GET("/retention/totals", { params: { query: asked } })),
  });
  const due = usePages([...DUE_KEY, "list", asked], async (cursor) => {
    const page = await done(api.GET("/retention/preview", { params: { query: { ...asked, limit: PAGE, cursor } } }));
    return { ...page, items: page.items as Due[] };
  });
  const all = totals.data;
  const parts = all
    ? [
        all.file_count > 0 && t("administration.retention.files", { count: all.file_count }),
        all.version_count > 0 && t("administration.retention.versions", { count: all.version_count }),
        all.folder_count > 0 && t("administration.retention.folders", { count: all.folder_count }),
      ].filter((part) => part !== false)
    : [];
  return (
    <Card
      title={t(isTrial ? "administration.retention.wouldGo" : "administration.retention.goes")}
      hint={t(isTrial ? "administration.retention.wouldGoHint" : "administration.retention.goesHint")}
    >
      {totals.isPending && <Waiting />}
      {totals.error && <Failed error={totals.error} again={totals.refetch} />}
      {all && (
        <Text role="status">
          {parts.length > 0
            ? t("administration.retention.frees", { what: parts.join(", "), size: size(all.freed_bytes) })
            : t("administration.retention.nothing")}
        </Text>
      )}
      <ul className={classes.rows}>
        {due.items.map((one) => (
          <Row key={`${one.kind} ${one.object.id} ${one.version}`} due={one} />
        ))}
      </ul>
      <More pages={due} />
    </Card>
  );
}

function Row({ due }: { due: Due }) {
  const { t } = useTranslation();
  const { size, day } = useFormat();
  const what =
    due.version === null
      ? t(`administration.retention.kinds.${due.kind}`)
      : t("administration.retention.version", { number: due.version });
  return (
    <Group component="li" justify="space-between" gap="sm" className={classes.row}>
      <Stack gap={0} miw={0} flex="1 1 200px">
        <Text truncate>{due.object.label || t("account.nameless")}</Text>
        <Text size="sm" c="dimmed">
          {what} · {t("administration.retention.due", { day: day(due.due_at) })} · {size(due.freed_bytes)}
        </Text>
      </Stack>
      <Group gap={4}>
        {due.rules.map((rule) => (
          <Badge key={rule} variant="default">
            {t(`administration.retention.names.${rule}`)}
          </Badge>
        ))}
      </Group>
    </Group>
  );
}
