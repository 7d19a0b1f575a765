/** One webhook: try it, tell again, another secret, remove it; and the log of what it was told. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useState } from "react";
import { api, done } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { useChange } from "@/features/account/problems";
import { SecretShown } from "@/features/account/SecretShown";
import { KEYS } from "@/live/keys";
import { Dialog, SidePanel } from "@/ui/Dialog";
import { useFormat } from "@/ui/format";
import classes from "../Administration.module.css";
import { DELIVERIES_KEY, type Webhook } from "../data";
import { Deliveries } from "./Deliveries";
import { ReplayForm } from "./ReplayForm";
import { WebhookDialog } from "./WebhookDialog";
import { useOutcome } from "./words";

type Opened = "change" | "replay" | null;

export function WebhookDrawer({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation();
  const { moment, count } = useFormat();
  const outcome = useOutcome();
  const [opened, setOpened] = useState<Opened>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const { test, rotate, remove } = useActs(webhook, setSecret, onClose);
  const ask = (title: string, hint: string, confirm: string, act: () => void) =>
    modals.openConfirmModal({
      title,
      children: <Text size="sm">{hint}</Text>,
      labels: { confirm, cancel: t("shell.cancel") },
      onConfirm: act,
    });
  const askRemove = () =>
    ask(t("administration.webhooks.removeTitle"), t("administration.webhooks.removeHint"), t("shell.remove"), () =>
      remove.mutate(undefined),
    );
  const askRotate = () =>
    ask(
      t("administration.webhooks.rotateTitle"),
      t(`administration.webhooks.rotateHints.${webhook.form}`),
      t("administration.webhooks.rotate"),
      () => rotate.mutate(undefined),
    );
  return (
    <SidePanel onClose={onClose} size="lg" title={t("administration.webhooks.one", { number: webhook.number })}>
      <Stack>
        <span className={classes.mono}>{webhook.url}</span>
        <Group gap="xs">
          <Button size="xs" loading={test.isPending} onClick={() => test.mutate(undefined)}>
            {t("administration.webhooks.test")}
          </Button>
          <Button size="xs" variant="default" onClick={() => setOpened("change")}>
            {t("shell.edit")}
          </Button>
          <Button size="xs" variant="default" disabled={!webhook.enabled} onClick={() => setOpened("replay")}>
            {t("administration.webhooks.replay")}
          </Button>
          <Button size="xs" variant="default" loading={rotate.isPending} onClick={askRotate}>
            {t("administration.webhooks.rotate")}
          </Button>
          <Button size="xs" variant="subtle" color="red" loading={remove.isPending} onClick={askRemove}>
            {t("shell.remove")}
          </Button>
        </Group>
        {test.data && (
          <Alert color={test.data.taken ? "teal" : "red"} role="status">
            {t(test.data.taken ? "administration.webhooks.taken" : "administration.webhooks.notTaken", {
              outcome: outcome(test.data.outcome),
              milliseconds: count(test.data.duration_ms),
            })}
          </Alert>
        )}
        {webhook.former_secret_until && (
          <Text size="sm" c="dimmed">
            {t("administration.webhooks.formerSecret", { when: moment(webhook.former_secret_until) })}
          </Text>
        )}
        <Deliveries webhook={webhook} />
      </Stack>
      {opened === "change" && <WebhookDialog webhook={webhook} onClose={() => setOpened(null)} />}
      {opened === "replay" && <ReplayForm webhook={webhook} onClose={() => setOpened(null)} />}
      {secret !== null && (
        <Dialog
          onClose={() => setSecret(null)}
          closeOnClickOutside={false}
          title={t("administration.webhooks.newSecret")}
        >
          <SecretShown label={t("administration.webhooks.secret")} secret={secret} onClose={() => setSecret(null)} />
        </Dialog>
      )}
    </SidePanel>
  );
}

function useActs(webhook: Webhook, onSecret: (secret: string) => void, onRemoved: () => void) {
  const { t } = useTranslation();
  const params = { path: { id: webhook.id } };
  const keys = [[KEYS.webhooks]];
  const test = useChange(() => done(api.POST("/webhooks/{id}/test", { params })), { keys: [...keys, DELIVERIES_KEY] });
  const rotate = useChange(() => done(api.POST("/webhooks/{id}/rotate", { params })), {
    keys,
    after: (told) => onSecret(told.secret ?? ""),
  });
  const remove = useChange(() => done(api.DELETE("/webhooks/{id}", { params })), {
    keys,
    success: t("administration.webhooks.removed"),
    after: onRemoved,
  });
  return { test, rotate, remove };
}
