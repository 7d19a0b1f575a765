/** A new password of one's own. The sessions that the old one opened end, this one too. */
import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { api, done } from "@/api/client";
import { useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { tell } from "@/ui/tell";
import { Card } from "./Card";
import { NewPassword } from "./NewPassword";
import { atField, FormProblem, useChange } from "./problems";

export function OwnPassword() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [open, setOpen] = useState(false);
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const save = useChange(
    () => done(api.PUT("/me/password", { body: { current_password: current, new_password: password } })),
    {
      keys: [],
      tells: "form",
      after: () => {
        tell.success(t("account.passwordChanged"));
        go("/login?next=/account");
        queries.clear();
      },
    },
  );
  // Who signs on elsewhere has none to change; administrators can give one.
  if (!useSession().has_password) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  const change = (
    <Button variant="default" aria-expanded={open} onClick={() => setOpen(true)}>
      {t("account.changePassword")}
    </Button>
  );
  return (
    <Card title={t("account.password")} hint={t("account.passwordHint")} actions={!open && change}>
      {open && (
        <form onSubmit={submit}>
          <Stack gap="sm" maw={420}>
            <FormProblem problem={save.error} fields={["current_password", "new_password"]} />
            <PasswordInput
              label={t("account.currentPassword")}
              autoComplete="current-password"
              autoFocus
              required
              value={current}
              onChange={(event) => setCurrent(event.currentTarget.value)}
              error={atField(save.error, "current_password")}
            />
            <NewPassword
              label={t("account.newPassword")}
              value={password}
              onChange={setPassword}
              error={atField(save.error, "new_password")}
            />
            <Group justify="end">
              <Button variant="default" onClick={() => setOpen(false)}>
                {t("shell.cancel")}
              </Button>
              <Button type="submit" loading={save.isPending}>
                {t("account.changePassword")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Card>
  );
}
