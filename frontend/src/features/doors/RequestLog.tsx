/** The request log, live: what programs ask and what they are answered, with the door's own word for a failure. */
import { Button, Group, Select, Switch, Text } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "@/app/translation";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { type Column, RowTable } from "@/ui/RowTable";
import { Waiting } from "@/ui/Waiting";
import classes from "./Doors.module.css";
import { DOOR_NAMES, type DoorName, doorName } from "./data";
import { isOwn, type Logged, useRequestLog } from "./requests";

export default function RequestLog() {
  const { t } = useTranslation();
  const { count } = useFormat();
  const [door, setDoor] = useState<DoorName | null>(null);
  const [failed, setFailed] = useState(false);
  const [own, setOwn] = useState(false);
  const log = useRequestLog({ door, failed });
  const rows = useMemo(
    () =>
      log.rows.filter((row) => (door === null || row.door === door) && (!failed || row.failed) && (own || !isOwn(row))),
    [log.rows, door, failed, own],
  );
  const failures = rows.filter((row) => row.failed).length;
  return (
    <section className={classes.log} aria-label={t("doors.log")}>
      <Text size="sm" c="dimmed">
        {t("doors.logHint")}
        {log.leftOut > 0 && ` ${t("doors.leftOut", { figure: count(log.leftOut) })}`}
      </Text>
      <Group gap="sm">
        <Select
          clearable
          w={220}
          aria-label={t("doors.door")}
          placeholder={t("doors.allDoors")}
          value={door}
          onChange={(value) => setDoor(doorName(value ?? "") ?? null)}
          data={DOOR_NAMES.map((value) => ({ value, label: t(`doors.names.${value}`) }))}
        />
        <Switch
          label={t("doors.onlyFailed")}
          checked={failed}
          onChange={(event) => setFailed(event.currentTarget.checked)}
        />
        <Switch label={t("doors.own")} checked={own} onChange={(event) => setOwn(event.currentTarget.checked)} />
        <Button
          variant="default"
          leftSection={
            log.waiting ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
          }
          onClick={log.pause}
        >
          {t(log.waiting ? "doors.goOn" : "doors.pause")}
        </Button>
        <Text size="sm">
          <span className={classes.light} data-live={log.connected || undefined} aria-hidden />
          <span role="status">{t(log.connected ? "doors.live" : "doors.broken")}</span>
          {" · "}
          {log.waiting
            ? t("doors.paused", { count: log.waiting.length })
            : t("doors.shown", { count: rows.length, figure: count(rows.length), failed: count(failures) })}
        </Text>
      </Group>
      <div className={classes.rows}>
        <Rows log={log} rows={rows} />
      </div>
    </section>
  );
}

function Rows({ log, rows }: { log: ReturnType<typeof useRequestLog>; rows: readonly Logged[] }) {
  const { t } = useTranslation();
  const columns = useColumns();
  if (rows.length === 0 && log.history === "asked") return <Waiting />;
  if (rows.length === 0 && typeof log.history === "object") {
    return <Failed error={log.history.error} again={log.fetchHistory} />;
  }
  if (rows.length === 0)
    return <Empty title={t(log.rows.some((row) => !isOwn(row)) ? "doors.nothingFits" : "doors.noRequests")} />;
  return (
    <RowTable
      label={t("doors.log")}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.id}
      rowHeight={{ usual: 34, narrow: 48 }}
      failed={(row) => row.failed}
    />
  );
}

function useColumns(): readonly Column<Logged>[] {
  const { t } = useTranslation();
  const { language, zone, moment } = useFormat();
  return useMemo(() => {
    const clock = new Intl.DateTimeFormat(language, { timeStyle: "medium", timeZone: zone });
    const digits = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    return [
      {
        key: "at",
        title: t("doors.time"),
        width: "84px",
        cell: ({ at }) => <span title={moment(at)}>{clock.format(new Date(at))}</span>,
      },
      {
        key: "door",
        title: t("doors.door"),
        width: "minmax(90px, 150px)",
        wide: true,
        cell: ({ door }) => t(`doors.names.${door}`),
      },
      {
        key: "request",
        title: t("doors.request"),
        width: "minmax(0, 1fr)",
        cell: ({ method, route }) => (
          <span className={classes.code} title={`${method} ${route}`}>
            {method} {route}
          </span>
        ),
      },
      {
        key: "status",
        title: t("doors.status"),
        width: "72px",
        cell: ({ status, outcome }) => (
          <>
            {status ?? <span title={t("doors.clientGone")}>–</span>}
            <Text truncate className={classes.code} hiddenFrom="md">
              {outcome}
            </Text>
          </>
        ),
      },
      {
        key: "outcome",
        title: t("doors.outcome"),
        width: "minmax(90px, 150px)",
        wide: true,
        cell: ({ outcome }) => <span className={classes.code}>{outcome}</span>,
      },
      {
        key: "took",
        title: t("doors.took"),
        width: "80px",
        wide: true,
        cell: ({ duration_ms }) => t("doors.milliseconds", { figure: digits.format(duration_ms) }),
      },
      { key: "user", title: t("doors.user"), width: "minmax(80px, 140px)", wide: true, cell: ({ user }) => user.label },
      {
        key: "client",
        title: t("doors.client"),
        width: "120px",
        wide: true,
        cell: ({ client_address }) => client_address,
      },
    ];
  }, [t, language, zone, moment]);
}
