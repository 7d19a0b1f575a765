/** The first owner of an installation makes the business and the own login here. */
import { Alert, Anchor, Paper, Stack, Text, Title } from "@mantine/core";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { useAppearance } from "@/app/appearance";
import { useTranslation } from "@/app/translation";
import { Waiting } from "@/ui/Waiting";
import classes from "./Login.module.css";
import { LoginFoot } from "./LoginFoot";
import { WelcomeForm } from "./WelcomeForm";

export default function WelcomePage() {
  const { t } = useTranslation();
  const [token] = useState(() => window.location.hash.slice(1));
  const look = useAppearance();
  useEffect(() => {
    document.title = `${t("welcome.title")} – Filebook`;
  }, [t]);
  return (
    <div className={classes.place}>
      <Paper withBorder p="xl" maw={560} component="main" className={classes.sheet}>
        <Stack>
          <img src="/icon.svg" alt="" width={44} height={44} />
          <div>
            <Title order={1}>{t("welcome.title")}</Title>
            <Text c="dimmed" mt={4}>
              {t("welcome.about")}
            </Text>
          </div>
          {look === undefined ? <Waiting /> : <Content token={token} needed={look.setup_needed} />}
        </Stack>
      </Paper>
      <LoginFoot />
    </div>
  );
}

function Content({ token, needed }: { token: string; needed: boolean }) {
  const { t } = useTranslation();
  if (needed && token) return <WelcomeForm token={token} />;
  return (
    <>
      <Alert role="alert">{t(needed ? "welcome.noToken" : "welcome.done")}</Alert>
      {!needed && (
        <Anchor component={Link} href="/login">
          {t("welcome.toLogin")}
        </Anchor>
      )}
    </>
  );
}
