/** Where somebody arrives who signed on again to confirm a change: the window has done its work. */
import { Paper, Stack, Text, Title } from "@mantine/core";
import { useEffect } from "react";
import { tellConfirmed } from "@/app/confirmed";
import { useTranslation } from "@/app/translation";
import classes from "./Login.module.css";

export default function ConfirmedPage() {
  const { t } = useTranslation();
  useEffect(() => {
    tellConfirmed();
    window.close();
  }, []);
  return (
    <div className={classes.place}>
      <Paper withBorder p="xl" maw={400} component="main" className={classes.sheet}>
        <Stack>
          <img src="/icon.svg" alt="" width={44} height={44} />
          <Title order={1}>{t("account.confirmed")}</Title>
          <Text c="dimmed">{t("account.confirmedHint")}</Text>
        </Stack>
      </Paper>
    </div>
  );
}
