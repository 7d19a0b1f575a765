/** The columns of a list of records, as they fit the kind. */
import { Badge, Text } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "wouter";
import type { RecordKind, RecordObject } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import type { Column } from "@/ui/RowTable";
import { asText, type FieldWord, valueAt } from "./kinds";
import classes from "./Records.module.css";
import { money } from "./written";

interface Told {
  word: FieldWord;
  path: string;
  width?: string;
  sorted?: boolean;
}

const COLUMNS: Record<RecordKind, readonly Told[]> = {
  estate: [
    { word: "title", path: "onoffice.objekttitel", width: "minmax(0, 1.3fr)" },
    { word: "city", path: "city", sorted: true },
    { word: "rooms", path: "rooms", width: "80px" },
  ],
  contact: [
    { word: "company", path: "company", width: "minmax(0, 0.7fr)", sorted: true },
    { word: "email", path: "email", width: "minmax(0, 1.3fr)" },
    { word: "phone", path: "phone", width: "130px" },
    { word: "city", path: "city", sorted: true },
  ],
  staff: [
    { word: "email", path: "email" },
    { word: "phone", path: "phone", width: "130px" },
    { word: "user_name", path: "user_name", width: "120px" },
  ],
  task: [
    { word: "deadline", path: "onoffice.Deadline" },
    { word: "agent", path: "onoffice.Verantwortung" },
  ],
  agents_log: [
    { word: "note", path: "onoffice.Bemerkung", width: "minmax(0, 1.6fr)" },
    { word: "happened", path: "onoffice.Datum" },
  ],
  project: [{ word: "city", path: "city" }],
  location: [
    { word: "street", path: "street" },
    { word: "city", path: "city" },
  ],
  service: [{ word: "duration_minutes", path: "duration_minutes", width: "160px" }],
  email: [{ word: "email", path: "email" }],
};

export function useColumns(kind: RecordKind): readonly Column<RecordObject>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const label: Column<RecordObject> = {
      key: "label",
      title: t("records.fields.label"),
      width: "minmax(180px, 1.4fr)",
      order: "label",
      cell: (record) => (
        <>
          <Link className={classes.name} href={`/records/${kind}/${record.id}`}>
            {record.label || t("records.unnamed")}
          </Link>
          {!record.active && (
            <Badge ml="xs" size="sm" variant="default">
              {t("records.inactive")}
            </Badge>
          )}
          <Text size="xs" c="dimmed" truncate hiddenFrom="md">
            {COLUMNS[kind]
              .map(({ path }) => asText(valueAt(record.fields, path)))
              .filter(Boolean)
              .join(" · ")}
          </Text>
        </>
      ),
    };
    const told = COLUMNS[kind].map(({ word, path, width = "minmax(0, 1fr)", sorted }) => ({
      key: path,
      title: t(`records.fields.${word}`),
      width,
      wide: true,
      cell: ({ fields }: RecordObject) => asText(valueAt(fields, path)),
      ...(sorted && { order: `fields.${path}` }),
    }));
    const price: Column<RecordObject> = {
      key: "price",
      title: t("records.column.price"),
      width: "120px",
      wide: true,
      cell: ({ fields }) =>
        money(valueAt(fields, "onoffice.kaufpreis") ?? valueAt(fields, "onoffice.kaltmiete"), fields, format.language),
    };
    const modified: Column<RecordObject> = {
      key: "modified",
      title: t("records.column.modified"),
      width: "130px",
      wide: true,
      order: "modified_at",
      cell: ({ modified_at }) => <span title={format.moment(modified_at)}>{format.ago(modified_at)}</span>,
    };
    return [label, ...told, ...(kind === "estate" ? [price] : []), modified];
  }, [kind, t, format]);
}
