/** One line of the list. Its container hears what is done with it. */
import { IconDots } from "@tabler/icons-react";
import { memo } from "react";
import type { Item } from "../items";
import { holderHref } from "../place";
import { ItemName } from "./ItemName";
import classes from "./List.module.css";
import { RenameField } from "./RenameField";
import { CELL, ROW } from "./roles";
import { Sign } from "./Sign";
import type { RowTools } from "./tools";

export interface RowProps {
  /** Undefined while it is being fetched. */
  item: Item | undefined;
  index: number;
  tools: RowTools;
  /** Edge lengths and offset in CSS pixels. */
  top: number;
  height: number;
  selected: boolean;
  active: boolean;
  over: boolean;
  draggable: boolean;
  renaming: boolean;
  onRenamed: (name: string | undefined) => void;
}

export const ListRow = memo(function ListRow(props: RowProps) {
  const { item, index, tools, top, height, selected, active, over, draggable, renaming, onRenamed } = props;
  const { t, format } = tools;
  const place = { height, transform: `translateY(${top}px)` };
  const shared = {
    ...ROW,
    "aria-rowindex": index + 2,
    "aria-selected": selected,
    tabIndex: active ? 0 : -1,
    "data-index": index,
  };
  if (!item) {
    return (
      <div {...shared} className={classes.row} style={place} aria-busy>
        <span {...CELL} />
        <span {...CELL} {...{ "aria-label": t("shell.loading") }}>
          <div className={classes.placeholder} />
        </span>
      </div>
    );
  }
  const size = item.kind === "file" && item.type !== "link" ? format.size(item.size_bytes ?? 0) : "";
  const day = format.day(item.modified_at);
  return (
    <div
      {...shared}
      className={classes.row}
      style={place}
      data-over={over || undefined}
      draggable={draggable && !renaming}
    >
      <span {...CELL} className={classes.tick} data-tick>
        <input
          type="checkbox"
          tabIndex={-1}
          checked={selected}
          readOnly
          aria-label={t("library.select", { name: item.name })}
        />
      </span>
      <span {...CELL} className={classes.main}>
        <Sign item={item} size={28} />
        {renaming ? (
          <RenameField item={item} onEnd={onRenamed} />
        ) : (
          <span className={classes.both}>
            <ItemName item={item} tools={tools} />
            <span className={classes.below}>{[size, day].filter(Boolean).join(" · ")}</span>
          </span>
        )}
      </span>
      <span {...CELL} className={classes.size}>
        {size}
      </span>
      <span {...CELL} className={classes.when} title={format.moment(item.modified_at)}>
        {day}
      </span>
      <span {...CELL} className={classes.by}>
        {item.modified_by}
      </span>
      <span {...CELL} className={classes.holders}>
        <Holders item={item} tools={tools} />
      </span>
      <span {...CELL}>
        <button
          type="button"
          tabIndex={-1}
          data-menu
          className={classes.menu}
          aria-label={t("library.actionsOn", { name: item.name })}
        >
          <IconDots size={18} aria-hidden />
        </button>
      </span>
    </div>
  );
});

/** The first thing that a file hangs on, and how many more there are. */
function Holders({ item, tools }: { item: Item; tools: RowTools }) {
  const [first, ...more] = item.attachments ?? [];
  if (!first) return null;
  return (
    <>
      <a href={holderHref(first, tools.today)} tabIndex={-1} title={first.label} draggable={false}>
        {first.label}
      </a>
      {more.length > 0 && ` +${more.length}`}
    </>
  );
}
