/** One's sessions at every door, to be ended. */
import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import type { components } from "@/api/schema";
import { useTranslation } from "@/app/translation";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "./Account.module.css";
import { Card } from "./Card";
import { useChange } from "./problems";
import { programOf } from "./programs";

type Session = components["schemas"]["Session"];
const KEY = ["sessions"] as const;

export function Sessions() {
  const { t } = useTranslation();
  const sessions = usePages(KEY, async (cursor) => {
    const page = await done(api.GET("/sessions", { params: { query: { limit: 100, cursor } } }));
    return { ...page, items: page.items as Session[] };
  });
  const end = useChange(
    async (ids: readonly string[]) => {
      for (const session of ids) await done(api.DELETE("/sessions/{session}", { params: { path: { session } } }));
    },
    { keys: [KEY], success: t("account.sessionsEnded") },
  );
  const others = sessions.items.filter((session) => !session.current).map((session) => session.id);
  return (
    <Card
      title={t("account.sessions")}
      hint={t("account.sessionsHint")}
      actions={
        others.length > 0 && (
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate(others)}>
            {t("account.endOthers")}
          </Button>
        )
      }
    >
      {sessions.isPending && <Waiting />}
      {sessions.error && <Failed error={sessions.error} again={sessions.refetch} />}
      <ul className={classes.rows}>
        {sessions.items.map((session) => (
          <Row key={session.id} session={session} onEnd={() => end.mutate([session.id])} />
        ))}
      </ul>
      {sessions.hasNextPage && (
        <Button variant="subtle" loading={sessions.isFetchingNextPage} onClick={() => sessions.fetchNextPage()}>
          {t("shell.loadMore")}
        </Button>
      )}
    </Card>
  );
}

function Row({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const { t } = useTranslation();
  const { ago, moment } = useFormat();
  const name = session.door === "web" ? programOf(session.label) : session.label;
  const door = t(`account.doors.${session.door as "web"}`, { defaultValue: session.door });
  return (
    <Group component="li" justify="space-between" wrap="nowrap" className={classes.row}>
      <Stack gap={0} miw={0}>
        <Group gap="xs">
          <Text fw={550}>{[door, name].filter(Boolean).join(" · ")}</Text>
          {session.current && <Badge variant="dot">{t("account.thisSession")}</Badge>}
        </Group>
        <Text size="sm" c="dimmed" title={moment(session.last_used_at)}>
          {t("account.lastUsed", { when: ago(session.last_used_at) })}
          {session.client_address && ` · ${session.client_address}`}
        </Text>
      </Stack>
      {!session.current && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={onEnd}
          aria-label={t("account.endOne", { name: name || door })}
        >
          {t("account.end")}
        </Button>
      )}
    </Group>
  );
}
