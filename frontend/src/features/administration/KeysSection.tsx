/** All tokens and keys of the business: whose they are, what they open, when they were used; to be taken back. */
import { Anchor, Button, Group, Select, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconKey } from "@tabler/icons-react";
import { Link, useSearchParams } from "wouter";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { useChange } from "@/features/account/problems";
import { useScopeWords } from "@/features/account/useScopeWords";
import { KEYS } from "@/live/keys";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "./Administration.module.css";
import { type Credential, nameOf, useUsers } from "./data";
import { More } from "./More";

export default function KeysSection() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const user = params.get("user");
  const { data: users = [] } = useUsers();
  const keys = usePages([KEYS.credentials, "list"], async (cursor) => {
    const page = await done(api.GET("/credentials", { params: { query: { limit: 200, cursor } } }));
    return { ...page, items: page.items as Credential[] };
  });
  const shown = keys.items.filter((key) => !user || key.user.id === user);
  return (
    <Card
      title={t("administration.keys.all")}
      hint={
        <>
          {t("administration.keys.hint")}{" "}
          <Anchor component={Link} href="/doors" size="sm" underline="always">
            {t("administration.keys.toDoors")}
          </Anchor>
        </>
      }
    >
      <Select
        label={t("administration.keys.user")}
        placeholder={t("administration.keys.everybody")}
        clearable
        searchable
        maw={320}
        value={user}
        onChange={(id) => setParams(id ? { user: id } : {}, { replace: true })}
        data={users.map((one) => ({ value: one.id, label: nameOf(one) }))}
      />
      {keys.isPending && <Waiting />}
      {keys.error && <Failed error={keys.error} again={keys.refetch} />}
      {keys.isSuccess && shown.length === 0 && (
        <Empty icon={<IconKey size={40} stroke={1.2} aria-hidden />} title={t("administration.keys.none")} />
      )}
      <ul className={classes.rows}>
        {shown.map((key) => (
          <Row key={key.id} credential={key} />
        ))}
      </ul>
      <More pages={keys} />
    </Card>
  );
}

function Row({ credential }: { credential: Credential }) {
  const { t } = useTranslation();
  const { ago, day, moment } = useFormat();
  const scope = useScopeWords();
  const kind = t(`administration.keys.kinds.${credential.kind as "token"}`, { defaultValue: credential.kind });
  const name = credential.label || kind;
  const revoke = useChange(
    () => done(api.DELETE("/credentials/{credential}", { params: { path: { credential: credential.id } } })),
    { keys: [[KEYS.credentials]], success: t("account.tokenRevoked") },
  );
  const ask = () =>
    modals.openConfirmModal({
      title: t("account.revokeTitle", { name }),
      children: <Text size="sm">{t("account.revokeHint")}</Text>,
      labels: { confirm: t("account.revoke"), cancel: t("shell.cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => revoke.mutate(undefined),
    });
  const used = credential.last_used_at;
  const facts = [
    credential.label && kind,
    scope(credential),
    credential.version_2_only && t("administration.keys.version2"),
    used ? t("account.lastUsed", { when: ago(used) }) : t("account.neverUsed"),
    credential.expires_at && t("account.endsOn", { day: day(credential.expires_at) }),
  ];
  return (
    <Group component="li" justify="space-between" wrap="nowrap" className={classes.row}>
      <Stack gap={0} miw={0}>
        <Text fw={550}>
          {credential.user.label} · {name}
        </Text>
        <Text size="sm" c="dimmed" title={used ? moment(used) : undefined}>
          {facts.filter(Boolean).join(" · ")}
        </Text>
        {credential.key && <span className={classes.mono}>{credential.key}</span>}
      </Stack>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        loading={revoke.isPending}
        onClick={ask}
        aria-label={t("account.revokeTitle", { name })}
      >
        {t("account.revoke")}
      </Button>
    </Group>
  );
}
