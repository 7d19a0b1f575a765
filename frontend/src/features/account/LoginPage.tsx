/** Logging in. */
import { Alert, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import { api, done, keepCsrfToken } from "@/api/client";
import { Problem } from "@/api/problem";
import { useAppearance } from "@/app/appearance";
import { chooseLanguage } from "@/app/language";
import { SESSION_KEY } from "@/app/session";
import { type Translate, useTranslation } from "@/app/translation";
import { below, buttonIn } from "@/ui/colour";
import { sentence } from "@/ui/tell";
import classes from "./Login.module.css";
import { LoginFoot } from "./LoginFoot";

export function LoginPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const look = useAppearance();
  const next = within(search.get("next"));
  const name = look?.name ?? "Filebook";
  useEffect(() => {
    document.title = `${t("account.logIn")} – ${name}`;
  }, [t, name]);
  useEffect(() => {
    if (look) void chooseLanguage(null, look.language);
  }, [look]);
  const colour = look?.colour ?? undefined;
  const failed = search.get("problem");
  return (
    <div className={classes.place}>
      <Paper
        withBorder
        p="xl"
        maw={400}
        component="main"
        className={classes.sheet}
        style={colour ? { borderTopColor: colour } : undefined}
      >
        <Stack>
          <img
            src={look?.logo_path ? below(look.logo_path) : "/icon.svg"}
            alt=""
            height={44}
            className={classes.logo}
          />
          <div>
            <Title order={1}>{t("account.logIn")}</Title>
            {look?.name && <Text c="dimmed">{look.name}</Text>}
          </div>
          {failed !== null && (
            <Alert color="red" role="alert">
              {t(`account.signOn.${failed as "sign-on-failed"}`, { defaultValue: t("account.signOn.sign-on-failed") })}
            </Alert>
          )}
          {look?.setup_needed && <Alert>{t("account.setupNeeded")}</Alert>}
          <LoginForm tenant={look?.tenant ?? null} next={next} colour={look?.colour} />
          {look?.sign_on && (
            <Button
              component="a"
              variant="default"
              href={`${below(look.sign_on.path)}?back_to=${encodeURIComponent(next)}`}
            >
              {t("account.signOnWith", { provider: look.sign_on.label })}
            </Button>
          )}
        </Stack>
      </Paper>
      <LoginFoot imprint={look?.imprint_url} privacy={look?.privacy_url} />
    </div>
  );
}

interface FormProps {
  /** The business whose page this is: user names, unlike e-mail addresses, are told apart by it. */
  tenant: string | null;
  next: string;
  colour: string | null | undefined;
}

function LoginForm({ tenant, next, colour }: FormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const where = tenant && !login.includes("@") ? { tenant } : {};
      const session = await done(api.POST("/session", { body: { login: login.trim(), password, ...where } }));
      keepCsrfToken(session.csrf_token);
      queries.clear();
      queries.setQueryData(SESSION_KEY, session);
      go(next, { replace: true });
    } catch (failure) {
      setProblem(failure);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit}>
      <Stack>
        {problem !== null && (
          <Alert color="red" role="alert">
            {told(problem, t)}
          </Alert>
        )}
        <TextInput
          label={t("account.login")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("account.password")}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} {...buttonIn(colour)}>
          {t("account.logIn")}
        </Button>
      </Stack>
    </form>
  );
}

/** Only a path of this application may follow a login. */
function within(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : "/";
}

function told(problem: unknown, t: Translate): string {
  if (problem instanceof Problem && problem.kind === "wrong-login") return t("account.wrong");
  if (problem instanceof Problem && problem.kind === "shut-out") return t("account.shutOut");
  return sentence(problem);
}
