/** What was done with many files at once: how far it is, what failed, to be cancelled, tried again or undone. */
import { Badge, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { IconListCheck } from "@tabler/icons-react";
import { useEffect } from "react";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import type { Job } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { useChange } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "./Administration.module.css";
import { nameOf, useUsers } from "./data";
import { More } from "./More";

type JobRow = Omit<Job, "failures" | "made">;
const COLOURS = { queued: "gray", running: "blue", done: "teal", failed: "red", cancelled: "gray" } as const;
const UNDERWAY_MS = 1_500;
const STILL_MS = 15_000;

function isUnderway(job: JobRow): boolean {
  return job.state === "queued" || job.state === "running";
}

export default function JobsSection() {
  const { t } = useTranslation();
  const { data: users = [] } = useUsers();
  const names = new Map(users.map((user) => [user.number, nameOf(user)]));
  const jobs = usePages([KEYS.jobs, "all"], async (cursor) => {
    const page = await done(api.GET("/jobs", { params: { query: { limit: 50, cursor } } }));
    return { ...page, items: page.items as JobRow[] };
  });
  // No event tells how far a job is.
  const { start, stop } = useInterval(() => void jobs.refetch(), jobs.items.some(isUnderway) ? UNDERWAY_MS : STILL_MS);
  useEffect(() => {
    start();
    return stop;
  }, [start, stop]);
  return (
    <Card title={t("administration.jobs.all")} hint={t("administration.jobs.hint")}>
      {jobs.isPending && <Waiting />}
      {jobs.error && <Failed error={jobs.error} again={jobs.refetch} />}
      {jobs.isSuccess && jobs.items.length === 0 && (
        <Empty icon={<IconListCheck size={40} stroke={1.2} aria-hidden />} title={t("administration.jobs.none")} />
      )}
      <ul className={classes.rows}>
        {jobs.items.map((job) => (
          <Row key={job.id} job={job} who={names.get(job.user_number) ?? ""} />
        ))}
      </ul>
      <More pages={jobs} />
    </Card>
  );
}

function Row({ job, who }: { job: JobRow; who: string }) {
  const { t } = useTranslation();
  const { ago, count, moment } = useFormat();
  const total = job.item_count;
  const facts = [
    who,
    ago(job.created_at),
    total === null
      ? t("administration.jobs.notCounted")
      : t("administration.jobs.of", { done: count(job.done_count), total: count(total) }),
    job.failed_count > 0 && t("administration.jobs.failures", { count: job.failed_count }),
    job.undone_by && t("administration.jobs.undone"),
  ];
  const why = job.reason && job.reason !== "items";
  return (
    <li className={classes.row}>
      <Group justify="space-between" gap="sm">
        <Stack gap={0} miw={0} flex="1 1 220px">
          <Group gap="xs">
            <Text fw={550}>{t(`administration.jobs.operations.${job.operation}`)}</Text>
            <Badge variant="dot" color={COLOURS[job.state]}>
              {t(`administration.jobs.states.${job.state}`)}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed" title={moment(job.created_at)}>
            {facts.filter(Boolean).join(" · ")}
          </Text>
          {why && (
            <Text size="sm" c="dimmed">
              {t(`library.failures.${job.reason as "not_found"}`, { defaultValue: job.reason })}
            </Text>
          )}
        </Stack>
        <Acts job={job} />
      </Group>
      {isUnderway(job) && (
        <Progress
          mt={6}
          value={total ? (100 * job.done_count) / total : 0}
          aria-label={t(`administration.jobs.operations.${job.operation}`)}
        />
      )}
    </li>
  );
}

function Acts({ job }: { job: JobRow }) {
  const { t } = useTranslation();
  const params = { path: { job: job.id } };
  const keys = [[KEYS.jobs], [KEYS.files], [KEYS.folders], [KEYS.trash]];
  const cancel = useChange(() => done(api.POST("/jobs/{job}/cancel", { params })), { keys });
  const retry = useChange(() => done(api.POST("/jobs/{job}/retry", { params })), { keys });
  const undo = useChange(() => done(api.POST("/jobs/{job}/undo", { params })), { keys });
  if (isUnderway(job))
    return (
      <Button variant="default" size="xs" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
        {t("shell.cancel")}
      </Button>
    );
  const isUndoable =
    !job.undone_by && job.operation !== "delete_forever" && job.operation !== "undo" && job.done_count > 0;
  return (
    <Group gap="xs">
      {job.state !== "done" && (
        <Button variant="default" size="xs" loading={retry.isPending} onClick={() => retry.mutate(undefined)}>
          {t("shell.retry")}
        </Button>
      )}
      {isUndoable && (
        <Button variant="subtle" size="xs" loading={undo.isPending} onClick={() => undo.mutate(undefined)}>
          {t("shell.undo")}
        </Button>
      )}
    </Group>
  );
}
