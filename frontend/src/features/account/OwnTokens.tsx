/** Tokens of one's own, for programs that act in one's name. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import type { components } from "@/api/schema";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import classes from "./Account.module.css";
import { Card } from "./Card";
import { useChange } from "./problems";
import { TokenDialog } from "./TokenDialog";
import { useScopeWords } from "./useScopeWords";

export type Credential = components["schemas"]["Credential"];
const KEY = [KEYS.credentials, "own"] as const;

export function OwnTokens() {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  const tokens = usePages(KEY, async (cursor) => {
    const page = await done(api.GET("/me/tokens", { params: { query: { limit: 100, cursor } } }));
    return { ...page, items: page.items as Credential[] };
  });
  const revoke = useChange(
    (credential: string) => done(api.DELETE("/me/tokens/{credential}", { params: { path: { credential } } })),
    { keys: [[KEYS.credentials]], success: t("account.tokenRevoked") },
  );
  const ask = (token: Credential) =>
    modals.openConfirmModal({
      title: t("account.revokeTitle", { name: token.label || t("account.nameless") }),
      children: <Text size="sm">{t("account.revokeHint")}</Text>,
      labels: { confirm: t("account.revoke"), cancel: t("shell.cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => revoke.mutate(token.id),
    });
  return (
    <Card
      title={t("account.tokens")}
      hint={t("account.tokensHint")}
      actions={
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          {t("account.newToken")}
        </Button>
      }
    >
      {tokens.error && <Failed error={tokens.error} again={tokens.refetch} />}
      {tokens.isSuccess && tokens.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("account.noTokens")}
        </Text>
      )}
      <ul className={classes.rows}>
        {tokens.items.map((token) => (
          <Row key={token.id} token={token} onRevoke={() => ask(token)} />
        ))}
      </ul>
      {tokens.hasNextPage && (
        <Button variant="subtle" loading={tokens.isFetchingNextPage} onClick={() => tokens.fetchNextPage()}>
          {t("shell.loadMore")}
        </Button>
      )}
      {making && <TokenDialog onClose={() => setMaking(false)} />}
    </Card>
  );
}

function Row({ token, onRevoke }: { token: Credential; onRevoke: () => void }) {
  const { t } = useTranslation();
  const { ago, day } = useFormat();
  const scope = useScopeWords();
  const name = token.label || t("account.nameless");
  const facts = [
    scope(token),
    token.last_used_at ? t("account.lastUsed", { when: ago(token.last_used_at) }) : t("account.neverUsed"),
    token.expires_at && t("account.endsOn", { day: day(token.expires_at) }),
  ];
  return (
    <Group component="li" justify="space-between" wrap="nowrap" className={classes.row}>
      <Stack gap={0} miw={0}>
        <Text fw={550}>{name}</Text>
        <Text size="sm" c="dimmed">
          {facts.filter(Boolean).join(" · ")}
        </Text>
      </Stack>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        onClick={onRevoke}
        aria-label={t("account.revokeTitle", { name })}
      >
        {t("account.revoke")}
      </Button>
    </Group>
  );
}
