/** Has a webhook told again what changed since a time, or after a number of the log. */
import { Button, Group, NumberInput, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, done } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { atField, FormProblem, useChange } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { Dialog } from "@/ui/Dialog";
import { DELIVERIES_KEY, type Webhook } from "../data";

export function ReplayForm({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation();
  const [by, setBy] = useState<"since" | "since_sequence">("since");
  const [since, setSince] = useState("");
  const [number, setNumber] = useState<number | string>("");
  const replay = useChange(
    () => {
      const body = by === "since" ? { since: new Date(since).toISOString() } : { since_sequence: Number(number) };
      return done(api.POST("/webhooks/{id}/replay", { params: { path: { id: webhook.id } }, body }));
    },
    {
      keys: [[KEYS.webhooks], DELIVERIES_KEY],
      success: t("administration.webhooks.replayed"),
      tells: "form",
      after: onClose,
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    replay.mutate(undefined);
  };
  return (
    <Dialog onClose={onClose} title={t("administration.webhooks.replay")}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t("administration.webhooks.replayHint")}
          </Text>
          <FormProblem problem={replay.error} fields={["since", "since_sequence"]} />
          <SegmentedControl
            aria-label={t("administration.webhooks.replay")}
            value={by}
            onChange={(chosen) => setBy(chosen === "since" ? "since" : "since_sequence")}
            data={[
              { value: "since", label: t("administration.webhooks.sinceTime") },
              { value: "since_sequence", label: t("administration.webhooks.afterNumber") },
            ]}
          />
          {by === "since" ? (
            <TextInput
              type="datetime-local"
              label={t("administration.webhooks.sinceTime")}
              required
              value={since}
              onChange={(event) => setSince(event.currentTarget.value)}
              error={atField(replay.error, "since")}
            />
          ) : (
            <NumberInput
              label={t("administration.webhooks.afterNumber")}
              required
              min={0}
              allowDecimal={false}
              value={number}
              onChange={setNumber}
              error={atField(replay.error, "since_sequence")}
            />
          )}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={replay.isPending}>
              {t("administration.webhooks.replay")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
