/** The heads of the list's columns, which sort it. */
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import type { Order } from "../items";
import classes from "./List.module.css";
import { COLUMN, GROUP, ROW } from "./roles";

type Member = "name" | "size_bytes" | "modified_at";

/** What a click on a column leads to: names begin with A, sizes and days with the largest. */
export function orderAfter(order: Order, member: Member): Order {
  if (member === "name") return order === "name" ? "-name" : "name";
  return order === `-${member}` ? member : `-${member}`;
}

export function ListHead({ order, onOrder }: { order: Order; onOrder: (order: Order) => void }) {
  const { t } = useTranslation();
  const column = (member: Member, word: "name" | "size" | "modified", className?: string) => {
    const sorted = order === member ? "ascending" : order === `-${member}` ? "descending" : "none";
    return (
      <span {...COLUMN} {...{ "aria-sort": sorted }} className={className}>
        <button type="button" onClick={() => onOrder(orderAfter(order, member))}>
          {t(`library.${word}`)}
          {sorted === "ascending" && <IconChevronUp size={13} aria-hidden />}
          {sorted === "descending" && <IconChevronDown size={13} aria-hidden />}
        </button>
      </span>
    );
  };
  return (
    <div {...GROUP}>
      <div {...ROW} {...{ "aria-rowindex": 1 }} className={classes.head}>
        <span {...COLUMN} {...{ "aria-label": t("library.selection") }} />
        {column("name", "name")}
        {column("size_bytes", "size", classes.size)}
        {column("modified_at", "modified", classes.when)}
        <span {...COLUMN} className={classes.by}>
          {t("library.by")}
        </span>
        <span {...COLUMN} className={classes.holders}>
          {t("library.hangsOn")}
        </span>
        <span {...COLUMN} {...{ "aria-label": t("library.actions") }} />
      </div>
    </div>
  );
}
