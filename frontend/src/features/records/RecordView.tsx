/** One record: what is known of it, its files, its appointments, what belongs to it. */
import { Alert, Badge, Button, Group, Menu, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconCalendarPlus, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link, useLocation } from "wouter";
import { Problem } from "@/api/problem";
import type { RecordKind, RecordObject } from "@/api/types";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { DropArea } from "@/features/upload/DropArea";
import type { UploadTarget } from "@/features/upload/uploads";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { Page } from "@/ui/Page";
import { tellUndo } from "@/ui/tellUndo";
import { Waiting } from "@/ui/Waiting";
import { change, type Kept, trash, useRecord, useRefresh, useRequired } from "./data";
import { Facts } from "./Facts";
import { NewAppointment } from "./NewAppointment";
import { RecordAppointments } from "./RecordAppointments";
import { useRestore } from "./RecordList";
import classes from "./Records.module.css";
import { Relations } from "./Relations";

const RecordForm = lazy(() => import("./RecordForm"));
const AttachedFiles = lazy(() =>
  import("@/features/appointment/AttachedFiles").then((found) => ({ default: found.AttachedFiles })),
);
const RequiredDocuments = lazy(() =>
  import("@/features/appointment/RequiredDocuments").then((found) => ({ default: found.RequiredDocuments })),
);
const ActivityList = lazy(() =>
  import("@/features/activity/ActivityList").then((found) => ({ default: found.ActivityList })),
);

export default function RecordView({ kind, id }: { kind: RecordKind; id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useRecord(kind, id);
  if (data) return <Shown kept={data} />;
  if (error instanceof Problem && error.status === 404) {
    return (
      <Page title={t(`search.kindOf.${kind}`)}>
        <Empty title={t("records.gone")} action={<Link href={`/records/${kind}`}>{t(`search.kinds.${kind}`)}</Link>} />
      </Page>
    );
  }
  return (
    <Page title={t(`search.kindOf.${kind}`)}>
      {error ? <Failed error={error} again={refetch} /> : <Skeleton h={320} radius="md" />}
    </Page>
  );
}

function Shown({ kept }: { kept: Kept }) {
  const { t } = useTranslation();
  const { record } = kept;
  const { kind, id, label } = record;
  const edits = useMay("editor") && record.trashed_at === null;
  const target: UploadTarget = { kind: "holder", holder: { kind, id }, label };
  return (
    <Page
      title={label || t("records.unnamed")}
      actions={edits && <Acts kept={kept} />}
      toolbar={<Toolbar record={record} />}
    >
      {record.trashed_at !== null && <InTrash record={record} />}
      <DropArea target={target} disabled={!edits}>
        <div className={classes.columns}>
          <div className={classes.column}>
            <Facts record={record} />
            <Suspense fallback={<Waiting />}>
              <Required kind={kind} id={id} target={target} readOnly={!edits} />
            </Suspense>
            {record.trashed_at === null && (
              <div className={classes.card}>
                <Suspense fallback={<Waiting />}>
                  <AttachedFiles holder={{ kind, id }} label={label} readOnly={!edits} />
                </Suspense>
              </div>
            )}
          </div>
          {record.trashed_at === null && (
            <div className={classes.column}>
              <RecordAppointments kind={kind} id={id} />
              <Relations record={record} edits={edits} />
              <section className={classes.card} aria-label={t("records.activity")}>
                <Suspense fallback={<Waiting />}>
                  <ActivityList object={id} title={t("records.activity")} />
                </Suspense>
              </section>
            </div>
          )}
        </div>
      </DropArea>
    </Page>
  );
}

function Toolbar({ record }: { record: RecordObject }) {
  const { t } = useTranslation();
  return (
    <Group gap="sm">
      <Button
        component={Link}
        href={`/records/${record.kind}`}
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
      >
        {t(`search.kinds.${record.kind}`)}
      </Button>
      <Badge variant="default">{t("records.number", { number: record.number })}</Badge>
      {!record.active && (
        <Badge variant="light" color="gray" c="var(--mantine-color-text)">
          {t("records.inactive")}
        </Badge>
      )}
    </Group>
  );
}

function InTrash({ record }: { record: RecordObject }) {
  const { t } = useTranslation();
  const restore = useRestore();
  const edits = useMay("editor");
  return (
    <Alert mb="md" variant="light">
      <Group justify="space-between">
        {t("records.lies")}
        {edits && (
          <Button size="xs" onClick={() => void restore(record)}>
            {t("records.restore")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

interface RequiredProps {
  kind: RecordKind;
  id: string;
  target: UploadTarget;
  readOnly: boolean;
}

function Required({ kind, id, target, readOnly }: RequiredProps) {
  const { data } = useRequired(kind, id);
  if (!data || data.items.length === 0) return null;
  return (
    <div className={classes.card}>
      <RequiredDocuments required={data} target={target} readOnly={readOnly} />
    </div>
  );
}

function Acts({ kept: { record, tag } }: { kept: Kept }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [open, setOpen] = useState<"form" | "appointment" | null>(null);
  const refresh = useRefresh();
  const use = useMutation({
    mutationFn: (active: boolean) => change(record, { active }, tag),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => trash(record),
    onSuccess: async () => {
      go(`/records/${record.kind}`);
      tellUndo(t("records.trashedOne", { label: record.label }), async () => {
        await change(record, { trashed: false });
        await refresh();
      });
      await refresh();
    },
  });
  return (
    <>
      <Button px="sm" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen("form")}>
        {t("shell.edit")}
      </Button>
      <Button
        variant="default"
        px="sm"
        leftSection={<IconCalendarPlus size={16} aria-hidden />}
        onClick={() => setOpen("appointment")}
      >
        {t("records.newAppointment")}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px="xs" aria-label={t("records.actions")}>
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => use.mutate(!record.active)}>
            {t(record.active ? "records.retire" : "records.reuse")}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => remove.mutate()}>
            {t("shell.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {open === "form" && (
          <RecordForm
            kind={record.kind}
            kept={{ record, tag }}
            onSaved={() => setOpen(null)}
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
      {open === "appointment" && <NewAppointment record={record} onClose={() => setOpen(null)} />}
    </>
  );
}
