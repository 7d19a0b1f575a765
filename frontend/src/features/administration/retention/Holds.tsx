/** What is held: nothing of it is removed for good, whatever the rules say. */
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { atField, FormProblem, useChange } from "@/features/account/problems";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import classes from "../Administration.module.css";
import type { Hold } from "../data";
import { More } from "../More";
import { ThingSelect } from "../ThingSelect";
import { DUE_KEY, HOLDS_KEY } from "./rules";

export function Holds() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const holds = usePages(HOLDS_KEY, async (cursor) => {
    const page = await done(api.GET("/holds", { params: { query: { limit: 50, cursor } } }));
    return { ...page, items: page.items as Hold[] };
  });
  return (
    <Card
      title={t("administration.retention.holds")}
      hint={t("administration.retention.holdsHint")}
      actions={
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
          {t("administration.retention.hold")}
        </Button>
      }
    >
      {holds.error && <Failed error={holds.error} again={holds.refetch} />}
      {holds.isSuccess && holds.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("administration.retention.noHolds")}
        </Text>
      )}
      <ul className={classes.rows}>
        {holds.items.map((hold) => (
          <Row key={hold.object.id} hold={hold} />
        ))}
      </ul>
      <More pages={holds} />
      {adding && <HoldDialog onClose={() => setAdding(false)} />}
    </Card>
  );
}

function Row({ hold }: { hold: Hold }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const name = hold.object.label || t("account.nameless");
  const lift = useChange(() => done(api.DELETE("/holds/{id}", { params: { path: { id: hold.object.id } } })), {
    keys: [HOLDS_KEY, DUE_KEY],
    success: t("administration.retention.lifted"),
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("administration.retention.liftTitle", { name }),
      children: <Text size="sm">{t("administration.retention.liftHint")}</Text>,
      labels: { confirm: t("administration.retention.lift"), cancel: t("shell.cancel") },
      onConfirm: () => lift.mutate(undefined),
    });
  return (
    <Group component="li" justify="space-between" wrap="nowrap" className={classes.row}>
      <Stack gap={0} miw={0}>
        <Text fw={550}>
          {name} · {t(`search.kindOf.${hold.object.kind as "file"}`, { defaultValue: hold.object.kind })}
        </Text>
        <Text size="sm">{hold.reason}</Text>
        <Text size="sm" c="dimmed">
          {t("administration.retention.heldBy", { name: hold.held_by, day: day(hold.held_at) })}
        </Text>
      </Stack>
      <Button variant="subtle" size="compact-sm" loading={lift.isPending} onClick={ask}>
        {t("administration.retention.lift")}
      </Button>
    </Group>
  );
}

function HoldDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [thing, setThing] = useState("");
  const [reason, setReason] = useState("");
  const hold = useChange(
    () => done(api.PUT("/holds/{id}", { params: { path: { id: thing } }, body: { reason: reason.trim() } })),
    { keys: [HOLDS_KEY, DUE_KEY], success: t("administration.retention.heldNow"), tells: "form", after: onClose },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    hold.mutate(undefined);
  };
  return (
    <Dialog onClose={onClose} title={t("administration.retention.hold")}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t("administration.retention.holdsHint")}
          </Text>
          <FormProblem problem={hold.error} fields={["reason"]} />
          <ThingSelect label={t("administration.retention.what")} value={thing} onChange={setThing} />
          <Textarea
            label={t("administration.retention.reason")}
            placeholder={t("administration.retention.reasonExample")}
            required
            maxLength={1000}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={atField(hold.error, "reason")}
          />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={hold.isPending} disabled={!thing}>
              {t("administration.retention.hold")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
