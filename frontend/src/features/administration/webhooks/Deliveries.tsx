/** The log of a webhook: what waits, was delivered or given up, and what came of it. */
import { Badge, Button, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import { useTranslation } from "@/app/translation";
import { useChange } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "../Administration.module.css";
import { DELIVERIES_KEY, type Delivery, type Webhook } from "../data";
import { More } from "../More";
import { useOutcome } from "./words";

const STATES = ["waiting", "delivered", "given_up"] as const;
type State = (typeof STATES)[number];
const COLOURS = { waiting: "gray", delivered: "teal", given_up: "red" } as const;

export function Deliveries({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const [state, setState] = useState<State | null>(null);
  const log = usePages([...DELIVERIES_KEY, webhook.id, state], async (cursor) => {
    const query = { limit: 30, cursor, ...(state && { state: [state] }) };
    const page = await done(api.GET("/webhooks/{id}/deliveries", { params: { path: { id: webhook.id }, query } }));
    return { ...page, items: page.items as Delivery[] };
  });
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="end">
        <Title order={3}>{t("administration.webhooks.log")}</Title>
        <Select
          size="xs"
          aria-label={t("administration.webhooks.which")}
          placeholder={t("administration.webhooks.allStates")}
          clearable
          data={STATES.map((one) => ({ value: one, label: t(`administration.webhooks.deliveryStates.${one}`) }))}
          value={state}
          onChange={(chosen) => setState(STATES.find((one) => one === chosen) ?? null)}
        />
      </Group>
      {log.isPending && <Waiting />}
      {log.error && <Failed error={log.error} again={log.refetch} />}
      {log.isSuccess && log.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("administration.webhooks.noLog")}
        </Text>
      )}
      <ul className={classes.rows}>
        {log.items.map((delivery) => (
          <Row key={delivery.id} delivery={delivery} webhook={webhook} />
        ))}
      </ul>
      <More pages={log} />
    </Stack>
  );
}

function Row({ delivery, webhook }: { delivery: Delivery; webhook: Webhook }) {
  const { t } = useTranslation();
  const { ago, moment } = useFormat();
  const outcome = useOutcome();
  const retry = useChange(
    () =>
      done(
        api.POST("/webhooks/{id}/deliveries/{sequence}/retry", {
          params: { path: { id: webhook.id, sequence: delivery.id } },
        }),
      ),
    { keys: [[KEYS.webhooks], DELIVERIES_KEY], success: t("administration.webhooks.toldAgain") },
  );
  const facts = [
    `#${delivery.sequence}`,
    delivery.attempt_count > 0 && outcome(delivery.outcome),
    t("administration.tries", { count: delivery.attempt_count }),
    ago(delivery.tried_at ?? delivery.queued_at),
    delivery.next_at && t("administration.webhooks.nextAt", { when: moment(delivery.next_at) }),
  ];
  return (
    <Group component="li" justify="space-between" gap="sm" className={classes.row}>
      <Stack gap={0} miw={0} flex="1 1 220px">
        <Group gap="xs">
          <span className={classes.mono}>{delivery.type}</span>
          <Badge size="sm" variant="dot" color={COLOURS[delivery.state]}>
            {t(`administration.webhooks.deliveryStates.${delivery.state}`)}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {facts.filter(Boolean).join(" · ")}
        </Text>
      </Stack>
      <Button
        variant="subtle"
        size="compact-sm"
        loading={retry.isPending}
        disabled={!webhook.enabled}
        onClick={() => retry.mutate(undefined)}
        aria-label={t("administration.webhooks.retryOne", { number: delivery.sequence })}
      >
        {t("administration.webhooks.tellAgain")}
      </Button>
    </Group>
  );
}
