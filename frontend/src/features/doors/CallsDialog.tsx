/** What a door serves of its vendor's API, and what it does not. */
import { Badge, Code, Stack, Switch, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "@/app/translation";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { Waiting } from "@/ui/Waiting";
import classes from "./Doors.module.css";
import { type Compared, useCompatibility } from "./data";

type Call = NonNullable<ReturnType<typeof useCompatibility>["data"]>[number];

export default function CallsDialog({ door, onClose }: { door: Compared; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useCompatibility(door);
  const [missing, setMissing] = useState(false);
  const title = t("doors.callsOf", { door: t(`doors.names.${door}`) });
  const served = data?.filter((call) => call.served).length ?? 0;
  return (
    <Dialog onClose={onClose} size="xl" title={title}>
      {error && !data && <Failed error={error} again={refetch} />}
      {!data && !error && <Waiting />}
      {data && (
        <Stack>
          <Text size="sm" c="dimmed">
            {t("doors.callsServed", { served, total: data.length })}
          </Text>
          <Switch
            label={t("doors.onlyMissing")}
            checked={missing}
            onChange={(event) => setMissing(event.currentTarget.checked)}
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
          <section className={classes.calls} aria-label={title} tabIndex={0}>
            <Calls calls={data.filter((call) => !missing || !call.served)} />
          </section>
        </Stack>
      )}
    </Dialog>
  );
}

function Calls({ calls }: { calls: readonly Call[] }) {
  const { t } = useTranslation();
  const subjects = [...new Set(calls.map((call) => call.subject))];
  return (
    <Table stickyHeader verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("doors.call")}</Table.Th>
          <Table.Th>{t("doors.about")}</Table.Th>
          <Table.Th w={140}>{t("doors.served")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      {subjects.map((subject) => (
        <Table.Tbody key={subject}>
          <Table.Tr>
            <Table.Th colSpan={3} scope="rowgroup">
              {subject}
            </Table.Th>
          </Table.Tr>
          {calls
            .filter((call) => call.subject === subject)
            .map((call) => (
              <Line key={call.call} call={call} />
            ))}
        </Table.Tbody>
      ))}
    </Table>
  );
}

/** What is said of calls comes from the server, in English as all of its technical pages. */
function Line({ call }: { call: Call }) {
  const { t } = useTranslation();
  return (
    <Table.Tr>
      <Table.Td>
        <Code>{call.call}</Code>
      </Table.Td>
      <Table.Td lang="en">
        <Text size="sm">
          <Marked text={call.about} />
        </Text>
        {call.strict && (
          <Text size="xs" c="dimmed">
            <Marked text={t("doors.strictly", { change: call.strict })} />
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Badge variant="default">{t(call.served ? "doors.served" : "doors.notServed")}</Badge>
      </Table.Td>
    </Table.Tr>
  );
}

/** What stands between backticks is written as programs write it. */
function Marked({ text }: { text: string }) {
  const parts = text.split("`").map((part, place) => ({ part, key: `${place} ${part}`, isCode: place % 2 === 1 }));
  return parts.map(({ part, key, isCode }) => (isCode ? <code key={key}>{part}</code> : part));
}
