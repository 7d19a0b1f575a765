/** One user: names and role, password, shut out or let in, what this person may do. */
import { Button, Group, Stack, Tabs, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { api, done } from "@/api/client";
import { useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { NewPassword } from "@/features/account/NewPassword";
import { atField, FormProblem, useChange } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { SidePanel } from "@/ui/Dialog";
import { nameOf, type UserAccount } from "../data";
import { AccessQuestion } from "./AccessQuestion";
import { USER_FIELDS, UserFields } from "./UserFields";

const TOUCHED = [[KEYS.users], [KEYS.people], [KEYS.calendars]] as const;

export function UserDrawer({ user, onClose }: { user: UserAccount; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <SidePanel onClose={onClose} size="lg" title={nameOf(user)}>
      <Tabs defaultValue="details" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="details">{t("administration.users.details")}</Tabs.Tab>
          <Tabs.Tab value="login">{t("administration.users.login")}</Tabs.Tab>
          <Tabs.Tab value="access">{t("administration.users.access")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="details">
          <Details user={user} />
        </Tabs.Panel>
        <Tabs.Panel value="login">
          <Stack gap="xl">
            <Password user={user} />
            <LetIn user={user} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="access">
          <AccessQuestion user={user} />
        </Tabs.Panel>
      </Tabs>
    </SidePanel>
  );
}

function Details({ user }: { user: UserAccount }) {
  const { t } = useTranslation();
  const { user_name, email, first_name, last_name, role } = user;
  const [draft, setDraft] = useState({ user_name, email: email ?? "", first_name, last_name, role });
  const save = useChange(
    () =>
      done(
        api.PATCH("/users/{id}", {
          params: { path: { id: user.id } },
          body: { ...draft, email: draft.email || null },
        }),
      ),
    { keys: TOUCHED, success: t("account.saved"), tells: "form" },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <FormProblem problem={save.error} fields={USER_FIELDS} />
        <UserFields draft={draft} onChange={setDraft} problem={save.error} />
        <Group justify="space-between">
          <Button component={Link} href={`/administration/keys?user=${user.id}`} variant="subtle">
            {t("administration.users.keys")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t("shell.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Password({ user }: { user: UserAccount }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const save = useChange(
    () => done(api.PUT("/users/{id}/password", { params: { path: { id: user.id } }, body: { password } })),
    { keys: [], success: t("administration.users.passwordSet"), tells: "form", after: () => setPassword("") },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <FormProblem problem={save.error} fields={["password"]} />
        <NewPassword
          label={t("administration.users.newPassword")}
          value={password}
          onChange={setPassword}
          error={atField(save.error, "password")}
        />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" flex="1 1 200px">
            {t("administration.users.passwordHint")}
          </Text>
          <Button type="submit" variant="default" loading={save.isPending}>
            {t("administration.users.setPassword")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function LetIn({ user }: { user: UserAccount }) {
  const { t } = useTranslation();
  const own = useSession().user.id === user.id;
  const change = useChange(
    (enabled: boolean) => done(api.PATCH("/users/{id}", { params: { path: { id: user.id } }, body: { enabled } })),
    { keys: TOUCHED, success: t(user.enabled ? "administration.users.shutNow" : "administration.users.letInNow") },
  );
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" flex="1 1 200px">
        {t(user.enabled ? "administration.users.shutHint" : "administration.users.letInHint")}
      </Text>
      <Button
        color={user.enabled ? "red" : undefined}
        variant={user.enabled ? "light" : "filled"}
        disabled={own}
        loading={change.isPending}
        onClick={() => change.mutate(!user.enabled)}
      >
        {t(user.enabled ? "administration.users.shutOut" : "administration.users.letIn")}
      </Button>
    </Group>
  );
}
