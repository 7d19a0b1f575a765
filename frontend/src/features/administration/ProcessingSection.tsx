/** What is done with files once they have arrived: how far it is, what failed and why, another try. */
import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { useChange } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "./Administration.module.css";
import type { Step } from "./data";
import { More } from "./More";

const KEY = [KEYS.files, "processing"] as const;

export default function ProcessingSection() {
  return (
    <Stack>
      <HowFar />
      <FailedSteps />
    </Stack>
  );
}

function HowFar() {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { data, error, refetch, isPending } = useQuery({
    queryKey: [...KEY, "counts"],
    queryFn: () => done(api.GET("/processing/counts")),
    refetchInterval: 10_000,
  });
  const told = data?.items.filter((line) => line.count > 0);
  return (
    <Card title={t("administration.processing.howFar")} hint={t("administration.processing.hint")}>
      {isPending && <Waiting />}
      {error && <Failed error={error} again={refetch} />}
      {told?.length === 0 && <Text c="dimmed">{t("administration.processing.nothing")}</Text>}
      <dl className={classes.facts}>
        {told?.map((line) => (
          <div key={line.task + line.state} style={{ display: "contents" }}>
            <dt>
              {t(`administration.processing.tasks.${line.task}`)}: {t(`administration.processing.states.${line.state}`)}
            </dt>
            <dd>{count(line.count)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function FailedSteps() {
  const { t } = useTranslation();
  const steps = usePages([...KEY, "failed"], async (cursor) => {
    const page = await done(api.GET("/processing", { params: { query: { limit: 50, cursor, count: true } } }));
    return { ...page, items: page.items as Step[] };
  });
  const retry = useChange(() => done(api.POST("/processing/retry", { body: {} })), {
    keys: [KEY],
    success: t("administration.processing.retried"),
  });
  return (
    <Card
      title={t("administration.processing.failed")}
      actions={
        steps.items.length > 0 && (
          <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate(undefined)}>
            {t("administration.processing.retry")}
          </Button>
        )
      }
    >
      {steps.isPending && <Waiting />}
      {steps.error && <Failed error={steps.error} again={steps.refetch} />}
      {steps.isSuccess && steps.items.length === 0 && (
        <Empty
          icon={<IconCircleCheck size={40} stroke={1.2} aria-hidden />}
          title={t("administration.processing.noneFailed")}
        />
      )}
      <ul className={classes.rows}>
        {steps.items.map((step) => (
          <Group
            key={`${step.file.id} ${step.task}`}
            component="li"
            justify="space-between"
            gap="sm"
            className={classes.row}
          >
            <Stack gap={0} miw={0}>
              <Anchor component={Link} href={`/library/file/${step.file.id}`}>
                {step.file.label}
              </Anchor>
              <Text size="sm" c="dimmed">
                {t(`administration.processing.tasks.${step.task}`)}:{" "}
                {t(`administration.processing.reasons.${step.reason as "damaged"}`, { defaultValue: step.reason })}
              </Text>
            </Stack>
            <Text size="sm" c="dimmed">
              {t("administration.tries", { count: step.attempt_count })}
            </Text>
          </Group>
        ))}
      </ul>
      <More pages={steps} />
    </Card>
  );
}
