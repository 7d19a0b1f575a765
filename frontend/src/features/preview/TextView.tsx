/** A file as text, or as a table where it is one. Never as a page: nothing in it runs or is fetched. */
import { Box, Group, Table, Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import { TEXT_BYTES, useText } from "./file";
import type { Shown } from "./kinds";
import { NoView } from "./NoView";
import { PreviewWaiting } from "./PreviewWaiting";
import { rowsOf } from "./table";
import { takeFocus } from "./takeFocus";
import classes from "./Viewer.module.css";

const MOST_ROWS = 500;

export function TextView({ file, as }: { file: Shown; as: "text" | "table" }) {
  const { t } = useTranslation();
  const { size, count } = useFormat();
  const { data, error, refetch } = useText(file);
  const rows = useMemo(() => (as === "table" && data ? rowsOf(data, MOST_ROWS + 1) : []), [as, data]);
  if (error && data === undefined) return <NoView file={file} error={error} again={refetch} />;
  if (data === undefined) return <PreviewWaiting />;
  const cut =
    rows.length > MOST_ROWS
      ? t("preview.firstRows", { figure: count(MOST_ROWS) })
      : file.size_bytes > TEXT_BYTES && t("preview.beginning", { size: size(TEXT_BYTES) });
  return (
    <section
      ref={takeFocus}
      className={classes.text}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reached by keyboard
      tabIndex={0}
      aria-label={file.name}
    >
      {data === "" && (
        <Text c="dimmed" p="md">
          {t("preview.empty")}
        </Text>
      )}
      {rows.length > 0 ? <Rows rows={rows.slice(0, MOST_ROWS)} /> : <pre className={classes.written}>{data}</pre>}
      {cut && (
        <Group className={classes.cut}>
          <Text size="sm">{cut}</Text>
        </Group>
      )}
    </section>
  );
}

function Rows({ rows }: { rows: string[][] }) {
  const [head = [], ...body] = rows;
  return (
    <Box className={classes.sheetOfRows}>
      <Table withColumnBorders striped stickyHeader fz="sm">
        <Table.Thead>
          <Table.Tr>{head.map((field, column) => cell("th", field, column))}</Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {body.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and stay where they are
            <Table.Tr key={index}>{row.map((field, column) => cell("td", field, column))}</Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

function cell(kind: "th" | "td", field: string, column: number) {
  return kind === "th" ? <Table.Th key={column}>{field}</Table.Th> : <Table.Td key={column}>{field}</Table.Td>;
}
