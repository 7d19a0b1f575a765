/** What is stored, of what kinds, and how much there may be. */
import { Button, Group, NumberInput, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, done } from "@/api/client";
import type { components } from "@/api/schema";
import { useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { FormProblem } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "./Administration.module.css";
import { useBusinessChange } from "./business/useBusinessChange";

type Schemas = components["schemas"];
const MB = 1_000_000;
const NEARLY_FULL = 90;

export default function StorageSection() {
  const usage = useQuery({ queryKey: [KEYS.files, "usage"], queryFn: () => done(api.GET("/usage")) });
  const operates = useSession().user.role === "admin";
  if (usage.error && !usage.data) return <Failed error={usage.error} again={usage.refetch} />;
  if (!usage.data) return <Waiting />;
  return (
    <Stack>
      <Used usage={usage.data} />
      <What />
      {operates && <LimitsForm limits={usage.data.limits} />}
    </Stack>
  );
}

function Used({ usage }: { usage: Schemas["Usage"] }) {
  const { t } = useTranslation();
  const { size, count } = useFormat();
  const { total_bytes: total, file_size_bytes: largest, open_upload_count: uploads } = usage.limits;
  const share = total ? Math.min(100, (100 * usage.stored_bytes) / total) : 0;
  const told = total
    ? t("administration.storage.of", { used: size(usage.stored_bytes), total: size(total) })
    : t("administration.storage.used", { used: size(usage.stored_bytes) });
  return (
    <Card title={t("administration.storage.space")}>
      <Text>{told}</Text>
      {total !== null && (
        <Progress
          value={share}
          size="lg"
          color={share >= NEARLY_FULL ? "red" : undefined}
          aria-label={t("administration.storage.space")}
        />
      )}
      <dl className={classes.facts}>
        <dt>{t("administration.storage.files")}</dt>
        <dd>{count(usage.file_count)}</dd>
        <dt>{t("administration.storage.trashed")}</dt>
        <dd>{count(usage.trashed_file_count)}</dd>
        <dt>{t("administration.storage.largest")}</dt>
        <dd>{size(largest)}</dd>
        <dt>{t("administration.storage.uploads")}</dt>
        <dd>{t("administration.storage.ofCount", { used: count(usage.open_upload_count), total: count(uploads) })}</dd>
      </dl>
    </Card>
  );
}

/** Files by kind, former versions and the trash, each with its share of all. */
function What() {
  const { t } = useTranslation();
  const { size, count } = useFormat();
  const storage = useQuery({
    queryKey: [KEYS.files, "storage"],
    queryFn: () => done(api.GET("/storage")),
    staleTime: 300_000,
  });
  const told = storage.data;
  const lines = told
    ? [
        ...told.kinds.map((kind) => ({
          name: t(`administration.storage.kinds.${kind.media_type as "image"}`, { defaultValue: kind.media_type }),
          bytes: kind.size_bytes,
          files: kind.file_count,
        })),
        {
          name: t("administration.storage.formerVersions"),
          bytes: told.former_version_bytes,
          files: told.former_version_count,
        },
        { name: t("administration.storage.trash"), bytes: told.trashed_bytes, files: told.trashed_file_count },
      ]
    : [];
  const all = lines.reduce((sum, line) => sum + line.bytes, 0);
  return (
    <Card title={t("administration.storage.what")}>
      {storage.isPending && <Waiting />}
      {storage.error && <Failed error={storage.error} again={storage.refetch} />}
      <ul className={classes.rows}>
        {lines.map((line) => (
          <li key={line.name} className={classes.row}>
            <Group justify="space-between" gap="sm">
              <Text>{line.name}</Text>
              <Text size="sm" c="dimmed">
                {size(line.bytes)} ·{" "}
                {t("administration.storage.count", { count: line.files, figure: count(line.files) })}
              </Text>
            </Group>
            <Progress value={all ? (100 * line.bytes) / all : 0} size="sm" mt={4} aria-label={line.name} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** For the operator alone: what this business may use. */
function LimitsForm({ limits }: { limits: Schemas["Limits"] }) {
  const { t } = useTranslation();
  const [total, setTotal] = useState<number | string>(limits.total_bytes === null ? "" : limits.total_bytes / MB);
  const [largest, setLargest] = useState<number | string>(limits.file_size_bytes / MB);
  const save = useBusinessChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({
      limits: {
        total_bytes: total === "" ? null : Math.round(Number(total) * MB),
        file_size_bytes: Math.round(Number(largest) * MB),
      },
    });
  };
  return (
    <Card title={t("administration.storage.limits")} hint={t("administration.storage.limitsHint")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <FormProblem problem={save.error} />
          <NumberInput
            label={t("administration.storage.totalMegabytes")}
            placeholder={t("administration.storage.noLimit")}
            min={0}
            value={total}
            onChange={setTotal}
          />
          <NumberInput
            label={t("administration.storage.largestMegabytes")}
            min={1}
            required
            value={largest}
            onChange={setLargest}
          />
          <Group justify="end">
            <Button type="submit" loading={save.isPending}>
              {t("shell.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
