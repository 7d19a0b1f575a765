/** Where the business's other programs hear of its changes. */
import { Badge, Button, Group, Stack, Switch, Text } from "@mantine/core";
import { IconPlus, IconWebhook } from "@tabler/icons-react";
import { useState } from "react";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { useChange } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "../Administration.module.css";
import type { Webhook } from "../data";
import { More } from "../More";
import { WebhookDialog } from "./WebhookDialog";
import { WebhookDrawer } from "./WebhookDrawer";
import { useOutcome } from "./words";

const COLOURS = { works: "teal", fails: "orange", off: "gray" } as const;

export default function WebhooksSection() {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const webhooks = usePages([KEYS.webhooks], async (cursor) => {
    const page = await done(api.GET("/webhooks", { params: { query: { limit: 50, cursor } } }));
    return { ...page, items: page.items as Webhook[] };
  });
  const chosen = webhooks.items.find((webhook) => webhook.id === opened);
  return (
    <Card
      title={t("administration.webhooks.all")}
      hint={t("administration.webhooks.hint")}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          {t("administration.webhooks.add")}
        </Button>
      }
    >
      {webhooks.isPending && <Waiting />}
      {webhooks.error && <Failed error={webhooks.error} again={webhooks.refetch} />}
      {webhooks.isSuccess && webhooks.items.length === 0 && (
        <Empty
          icon={<IconWebhook size={40} stroke={1.2} aria-hidden />}
          title={t("administration.webhooks.none")}
          hint={t("administration.webhooks.noneHint")}
        />
      )}
      <ul className={classes.rows}>
        {webhooks.items.map((webhook) => (
          <Row key={webhook.id} webhook={webhook} onOpen={() => setOpened(webhook.id)} />
        ))}
      </ul>
      <More pages={webhooks} />
      {making && <WebhookDialog webhook={null} onClose={() => setMaking(false)} />}
      {chosen && <WebhookDrawer key={chosen.id} webhook={chosen} onClose={() => setOpened(null)} />}
    </Card>
  );
}

function Row({ webhook, onOpen }: { webhook: Webhook; onOpen: () => void }) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  const outcome = useOutcome();
  const change = useChange(
    (enabled: boolean) =>
      done(api.PATCH("/webhooks/{id}", { params: { path: { id: webhook.id } }, body: { enabled } })),
    { keys: [[KEYS.webhooks]] },
  );
  const facts = [
    t(`administration.webhooks.forms.${webhook.form}`),
    webhook.events.join(", "),
    webhook.last_at && `${outcome(webhook.last_outcome)}, ${ago(webhook.last_at)}`,
    webhook.failing_since && t("administration.webhooks.failingSince", { when: ago(webhook.failing_since) }),
  ];
  return (
    <Group component="li" justify="space-between" gap="sm" className={classes.row}>
      <Stack gap={2} miw={0} flex="1 1 240px">
        <span className={classes.mono}>{webhook.url}</span>
        <Text size="sm" c="dimmed">
          {facts.filter(Boolean).join(" · ")}
        </Text>
      </Stack>
      <Group gap="sm">
        <Badge variant="dot" color={COLOURS[webhook.state]}>
          {t(`administration.webhooks.states.${webhook.state}`)}
        </Badge>
        <Switch
          aria-label={t("administration.webhooks.switch", { url: webhook.url })}
          checked={webhook.enabled}
          disabled={change.isPending}
          onChange={(event) => change.mutate(event.currentTarget.checked)}
        />
        <Button variant="default" size="xs" onClick={onOpen}>
          {t("administration.webhooks.open")}
        </Button>
      </Group>
    </Group>
  );
}
