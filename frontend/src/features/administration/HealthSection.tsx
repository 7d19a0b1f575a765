/** How the installation is: what was looked at, and what is to be done. */
import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "./Administration.module.css";

const LOOKS = {
  ok: { Sign: IconCircleCheck, colour: "teal" },
  warning: { Sign: IconAlertTriangle, colour: "yellow" },
  failing: { Sign: IconCircleX, colour: "red" },
} as const;

export default function HealthSection() {
  const { t } = useTranslation();
  const { moment, ago } = useFormat();
  const health = useQuery({
    queryKey: ["health"],
    queryFn: () => done(api.GET("/health")),
    refetchInterval: 60_000,
  });
  if (health.error && !health.data) return <Failed error={health.error} again={health.refetch} />;
  if (!health.data) return <Waiting />;
  const { status, checks, swept_at, at, version } = health.data;
  return (
    <Stack>
      <Card
        title={t(`administration.health.all.${status}`)}
        hint={t("administration.health.looked", { when: moment(at) })}
        actions={
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={health.isFetching}
            onClick={() => health.refetch()}
          >
            {t("administration.health.again")}
          </Button>
        }
      >
        <ul className={classes.rows}>
          {checks.map((one) => {
            const { Sign, colour } = LOOKS[one.state];
            return (
              <Group key={one.check} component="li" wrap="nowrap" align="start" gap="sm" className={classes.row}>
                <Sign aria-hidden size={22} color={`var(--mantine-color-${colour}-6)`} style={{ flex: "none" }} />
                <Stack gap={0} flex={1}>
                  <Text>{t(`administration.health.checks.${one.check}`)}</Text>
                  {one.state !== "ok" && (
                    <Text size="sm" c="dimmed">
                      {t(`administration.health.advice.${one.check}`)}
                    </Text>
                  )}
                </Stack>
                <Badge variant="dot" color={colour}>
                  {t(`administration.health.states.${one.state}`)}
                </Badge>
              </Group>
            );
          })}
        </ul>
      </Card>
      <Card title={t("administration.health.server")}>
        <dl className={classes.facts}>
          <dt>{t("administration.health.version")}</dt>
          <dd>{version}</dd>
          <dt>{t("administration.health.swept")}</dt>
          <dd>{swept_at ? ago(swept_at) : t("administration.health.sweptElsewhere")}</dd>
        </dl>
        <Text size="sm" c="dimmed" mt="sm">
          {t("administration.health.more")}
        </Text>
      </Card>
      <Card title={t("administration.health.backup")}>
        <Text size="sm">{t("administration.health.backupHint")}</Text>
      </Card>
    </Stack>
  );
}
