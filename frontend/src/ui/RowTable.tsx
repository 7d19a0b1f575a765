/** A table of very many rows: only those in sight are drawn, and more are fetched as the end comes near. */
import { UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "@/app/translation";
import classes from "./RowTable.module.css";

export interface Column<T> {
  key: string;
  title: string;
  /** As CSS writes the width of a grid's column. */
  width: string;
  cell: (row: T) => ReactNode;
  /** What the rows are sorted by where this column is chosen. */
  order?: string;
  /** Left out where there is little room. */
  wide?: boolean;
}

interface Props<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** How many rows there are, fetched or not. */
  total?: number;
  /** In CSS pixels; `narrow` where there is little room. */
  rowHeight?: { usual: number; narrow: number };
  order?: string;
  onOrder?: (order: string) => void;
  fetchMore?: () => void;
  failed?: (row: T) => boolean;
}

/** A grid of `div`s, since rows that come and go have to be placed; these say what they are. */
const TABLE = { role: "table" } as const;
const GROUP = { role: "rowgroup" } as const;
const LINE = { role: "row" } as const;
const HEAD = { role: "columnheader" } as const;
const CELL = { role: "cell" } as const;

/** Up to where the `md` of `hiddenFrom` begins: what a wide column tells stands in the first one instead. */
const NARROW = "(max-width: 61.99em)";
const OVERSCAN = 8;
const ROW = { usual: 42, narrow: 56 };

export function RowTable<T>(props: Props<T>) {
  const { label, rows, keyOf, total = rows.length, rowHeight = ROW, fetchMore, failed } = props;
  const narrow = useMediaQuery(NARROW);
  const height = narrow ? rowHeight.narrow : rowHeight.usual;
  const columns = props.columns.filter((column) => !narrow || !column.wide);
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
    overscan: OVERSCAN,
  });
  const { measure } = virtual;
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when they are of another height
  useEffect(measure, [measure, height]);
  const last = virtual.range?.endIndex ?? 0;
  const nearEnd = rows.length > 0 && last + 2 * OVERSCAN >= rows.length;
  useEffect(() => {
    if (nearEnd) fetchMore?.();
  }, [nearEnd, fetchMore]);
  const template = { gridTemplateColumns: columns.map((column) => column.width).join(" ") };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
    <div ref={scroll} className={classes.scroll} tabIndex={0}>
      <div {...{ ...TABLE, "aria-label": label, "aria-rowcount": total + 1 }} className={classes.table}>
        <div {...GROUP} className={classes.head}>
          <div {...LINE} className={classes.row} style={template}>
            {columns.map((column) => (
              <Head key={column.key} column={column} order={props.order} onOrder={props.onOrder} />
            ))}
          </div>
        </div>
        <div {...GROUP} className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start, size }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <div
                key={key}
                {...{ ...LINE, "aria-rowindex": index + 2 }}
                className={classes.row}
                data-failed={failed?.(row) || undefined}
                style={{ ...template, height: size, transform: `translateY(${start}px)` }}
              >
                {columns.map((column) => (
                  <div key={column.key} {...CELL} className={classes.cell}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface HeadProps<T> {
  column: Column<T>;
  order: string | undefined;
  onOrder: ((order: string) => void) | undefined;
}

function Head<T>({ column, order, onOrder }: HeadProps<T>) {
  const { t } = useTranslation();
  const own = column.order;
  if (!own || !onOrder) {
    return (
      <div {...HEAD} className={classes.cell}>
        {column.title}
      </div>
    );
  }
  const sorted = order === own ? "ascending" : order === `-${own}` ? "descending" : "none";
  const Arrow = sorted === "descending" ? IconArrowDown : IconArrowUp;
  return (
    <div {...{ ...HEAD, "aria-sort": sorted }} className={classes.cell}>
      <UnstyledButton
        className={classes.sort}
        title={t("records.sortBy", { column: column.title })}
        onClick={() => onOrder(sorted === "ascending" ? `-${own}` : own)}
      >
        {column.title}
        {sorted !== "none" && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </div>
  );
}
