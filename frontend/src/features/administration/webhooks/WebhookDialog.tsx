/** Makes or changes a webhook: its address, its form, what it hears of. A new one's secret is shown once. */
import { Button, Group, Radio, Stack, TagsInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, done } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { atField, FormProblem, useChange } from "@/features/account/problems";
import { SecretShown } from "@/features/account/SecretShown";
import { KEYS } from "@/live/keys";
import { Dialog } from "@/ui/Dialog";
import type { Webhook } from "../data";

type Form = Webhook["form"];
const FORMS = ["standard", "timetap"] as const;
const USUAL = ["*", "file.*", "folder.*", "appointment.*", "calendar.*", "contact.*", "estate.*", "*.deleted"];
const EVERYTHING = ["*"];

interface Props {
  /** Null to make one. */
  webhook: Webhook | null;
  onClose: () => void;
}

export function WebhookDialog({ webhook, onClose }: Props) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Dialog
      onClose={onClose}
      closeOnClickOutside={secret === null}
      title={t(webhook ? "administration.webhooks.change" : "administration.webhooks.add")}
    >
      {secret === null ? (
        <WebhookForm webhook={webhook} onMade={setSecret} onClose={onClose} />
      ) : (
        <SecretShown label={t("administration.webhooks.secret")} secret={secret} onClose={onClose} />
      )}
    </Dialog>
  );
}

function WebhookForm({ webhook, onMade, onClose }: Props & { onMade: (secret: string) => void }) {
  const { t } = useTranslation();
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [form, setForm] = useState<Form>(webhook?.form ?? "standard");
  const [events, setEvents] = useState(webhook?.events ?? EVERYTHING);
  const body = { url: url.trim(), events: events.length > 0 ? events : EVERYTHING };
  const save = useChange(
    async () => {
      if (!webhook) return (await done(api.POST("/webhooks", { body: { ...body, form } }))).secret ?? null;
      await done(api.PATCH("/webhooks/{id}", { params: { path: { id: webhook.id } }, body }));
      return null;
    },
    {
      keys: [[KEYS.webhooks]],
      tells: "form",
      success: t(webhook ? "account.saved" : "administration.webhooks.made"),
      after: (secret) => (secret === null ? onClose() : onMade(secret)),
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <FormProblem problem={save.error} fields={["url", "events", "form"]} />
        <TextInput
          type="url"
          label={t("administration.webhooks.url")}
          placeholder="https://"
          data-autofocus
          required
          maxLength={2000}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={atField(save.error, "url")}
        />
        {!webhook && (
          <Radio.Group
            label={t("administration.webhooks.form")}
            value={form}
            onChange={(chosen) => setForm(chosen as Form)}
          >
            <Stack gap={6} mt={6}>
              {FORMS.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`administration.webhooks.forms.${one}`)}
                  description={t(`administration.webhooks.formHints.${one}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <TagsInput
          label={t("administration.webhooks.events")}
          description={t("administration.webhooks.eventsHint")}
          data={USUAL}
          value={events}
          onChange={setEvents}
          error={atField(save.error, "events")}
        />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t(webhook ? "shell.save" : "administration.webhooks.add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
