/** All records of a kind: looked for by name, sorted, as many as there are. */
import { ActionIcon, Button, Group, NavLink, Select, Switch, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback, useMediaQuery } from "@mantine/hooks";
import { IconArrowBackUp, IconPlus, IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { RECORD_KINDS, type RecordKind, type RecordObject } from "@/api/types";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Page } from "@/ui/Page";
import { RowTable } from "@/ui/RowTable";
import { tell } from "@/ui/tell";
import { Waiting } from "@/ui/Waiting";
import { useColumns } from "./columns";
import { change, isRecordKind, useCounts, useRecords, useRefresh } from "./data";
import classes from "./Records.module.css";

const RecordForm = lazy(() => import("./RecordForm"));
const TYPING_MS = 200;

export function RecordList({ kind }: { kind: RecordKind }) {
  const { t } = useTranslation();
  const edits = useMay("editor");
  const [, go] = useLocation();
  const [making, setMaking] = useState(false);
  const wide = useMediaQuery("(min-width: 62em)");
  return (
    <Page
      title={t(`search.kinds.${kind}`)}
      layout="full"
      actions={
        edits && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
            {t(`records.newOf.${kind}`)}
          </Button>
        )
      }
    >
      <div className={classes.parts}>
        {wide && <Kinds kind={kind} />}
        <Found kind={kind} narrow={!wide} />
      </div>
      {making && (
        <Suspense>
          <RecordForm
            kind={kind}
            onSaved={(record) => go(`/records/${kind}/${record.id}`)}
            onClose={() => setMaking(false)}
          />
        </Suspense>
      )}
    </Page>
  );
}

function Kinds({ kind }: { kind: RecordKind }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const counts = useCounts().data;
  return (
    <nav className={classes.kinds} aria-label={t("records.kinds")}>
      {RECORD_KINDS.map((one) => {
        const total = counts?.get(one);
        return (
          <NavLink
            key={one}
            component={Link}
            href={`/records/${one}`}
            label={t(`search.kinds.${one}`)}
            active={one === kind}
            aria-current={one === kind ? "page" : undefined}
            rightSection={
              total !== undefined && (
                <Text span size="xs" c="dimmed">
                  {count(total)}
                </Text>
              )
            }
          />
        );
      })}
    </nav>
  );
}

function Found({ kind, narrow }: { kind: RecordKind; narrow: boolean }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const [, go] = useLocation();
  const [params, setParams] = useSearchParams();
  const asked = {
    q: params.get("q") ?? "",
    order: params.get("order") ?? "label",
    trashed: params.get("trashed") === "true",
  };
  const [typed, setTyped] = useState(asked.q);
  const ask = (some: Partial<Record<"q" | "order" | "trashed", string>>) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(some)) value ? next.set(name, value) : next.delete(name);
        return next;
      },
      { replace: true },
    );
  const find = useDebouncedCallback((q: string) => ask({ q: q.trim() }), TYPING_MS);
  const list = useRecords(kind, asked);
  return (
    <div className={classes.list}>
      <Group gap="sm">
        {narrow && (
          <Select
            aria-label={t("records.kind")}
            w={{ base: "100%", xs: 170 }}
            allowDeselect={false}
            value={kind}
            onChange={(value) => isRecordKind(value ?? "") && go(`/records/${value}`)}
            data={RECORD_KINDS.map((value) => ({ value, label: t(`search.kinds.${value}`) }))}
          />
        )}
        <TextInput
          type="search"
          flex={1}
          miw={160}
          maw={420}
          aria-label={t("records.find")}
          placeholder={t("records.find")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            find(event.currentTarget.value);
          }}
        />
        <Switch
          label={t("records.trashed")}
          checked={asked.trashed}
          onChange={(event) => ask({ trashed: event.currentTarget.checked ? "true" : "" })}
        />
        <Text size="sm" c="dimmed" role="status">
          {list.total !== undefined && t("records.total", { count: list.total, figure: count(list.total) })}
        </Text>
      </Group>
      <div className={classes.rows}>
        <Rows kind={kind} list={list} asked={asked} onOrder={(order) => ask({ order })} />
      </div>
    </div>
  );
}

interface RowsProps {
  kind: RecordKind;
  list: ReturnType<typeof useRecords>;
  asked: { q: string; order: string; trashed: boolean };
  onOrder: (order: string) => void;
}

function Rows({ kind, list, asked, onOrder }: RowsProps) {
  const { t } = useTranslation();
  const restore = useRestore();
  const edits = useMay("editor");
  const columns = useColumns(kind);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  if (list.isPending) return <Waiting />;
  if (list.error && list.items.length === 0) return <Failed error={list.error} again={list.refetch} />;
  if (list.items.length === 0) {
    if (asked.q) return <Empty title={t("records.nothing")} />;
    if (asked.trashed) return <Empty title={t("records.trashEmpty")} />;
    return <Empty title={t("records.empty")} hint={t("records.emptyHint")} />;
  }
  const back = {
    key: "back",
    title: "",
    width: "36px",
    cell: (record: RecordObject) => (
      <ActionIcon
        variant="subtle"
        style={{ position: "relative", zIndex: 1 }}
        aria-label={`${t("records.restore")}: ${record.label}`}
        onClick={() => void restore(record)}
      >
        <IconArrowBackUp size={18} aria-hidden />
      </ActionIcon>
    ),
  };
  return (
    <RowTable
      label={t(`search.kinds.${kind}`)}
      columns={asked.trashed && edits ? [...columns, back] : columns}
      rows={list.items}
      total={list.total}
      keyOf={(record) => record.id}
      order={asked.order}
      onOrder={onOrder}
      fetchMore={hasNextPage && !isFetchingNextPage ? fetchNextPage : undefined}
    />
  );
}

/** Takes a record out of the trash. */
export function useRestore(): (record: RecordObject) => Promise<void> {
  const { t } = useTranslation();
  const refresh = useRefresh();
  return async (record) => {
    try {
      await change(record, { trashed: false });
      await refresh();
      tell.success(t("records.restored", { label: record.label }));
    } catch (problem) {
      tell.failure(problem);
    }
  };
}
