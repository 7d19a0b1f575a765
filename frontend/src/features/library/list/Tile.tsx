/** One tile. Its container hears what is done with it. */
import { IconCircleCheckFilled } from "@tabler/icons-react";
import { memo } from "react";
import { Signs } from "./ItemName";
import classes from "./List.module.css";
import type { RowProps } from "./ListRow";
import { RenameField } from "./RenameField";
import { Sign } from "./Sign";

const PICTURE = 116;

export const Tile = memo(function Tile(props: Omit<RowProps, "top" | "height"> & { total: number }) {
  const { item, index, tools, total, selected, active, over, draggable, renaming, onRenamed } = props;
  const { t, format } = tools;
  const shared = {
    role: "option",
    tabIndex: active ? 0 : -1,
    "data-index": index,
    "aria-selected": selected,
    "aria-posinset": index + 1,
    "aria-setsize": total,
    className: classes.tile,
  } as const;
  if (!item) return <div {...shared} {...{ "aria-busy": true, "aria-label": t("shell.loading") }} />;
  const sized = item.kind === "file" && item.type !== "link";
  return (
    <div {...shared} data-over={over || undefined} draggable={draggable && !renaming}>
      {selected && <IconCircleCheckFilled size={22} className={classes.tileMark} aria-hidden />}
      <Sign item={item} size={PICTURE} />
      {renaming ? (
        <RenameField item={item} onEnd={onRenamed} />
      ) : (
        <>
          <span className={classes.name} title={item.name}>
            <span className={classes.own}>{item.name}</span>
            <Signs item={item} tools={tools} />
          </span>
          <span className={classes.fact}>
            {sized ? `${format.size(item.size_bytes ?? 0)} · ` : ""}
            {format.day(item.modified_at)}
          </span>
        </>
      )}
    </div>
  );
});
