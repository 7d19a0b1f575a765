/** Items as tiles with large pictures. */
import { useElementSize, useMediaQuery, useMergedRef } from "@mantine/hooks";
import { useRef } from "react";
import { useDrops } from "./drops";
import { useKeys, usePointer } from "./gestures";
import classes from "./List.module.css";
import { type SurfaceProps, useFocus, useWindow } from "./surface";
import { Tile } from "./Tile";
import { useRowTools } from "./tools";

/** CSS pixels: how narrow a tile may be, how high its line is, and the room between two. */
const NARROWEST = 150;
const LINE = 196;
const GAP = 10;

export function ItemTiles(props: SurfaceProps) {
  const { items, total, selection, doings, renaming } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const { ref, width } = useElementSize();
  const columns = Math.max(2, Math.floor((width + GAP) / (NARROWEST + GAP)));
  const { virtual, shown, page } = useWindow(scroll, props, LINE, columns);
  useFocus(scroll, props);
  const tools = useRowTools();
  const merged = useMergedRef(scroll, ref);
  const coarse = useMediaQuery("(pointer: coarse)") ?? false;
  const onKeyDown = useKeys({ items, total, selection, columns, page }, doings);
  const pointer = usePointer({ items, selection }, doings);
  const { over, handlers } = useDrops(items, selection, props.carry);
  const active = Math.min(selection.active, Math.max(total - 1, 0));
  return (
    <div className={classes.surface}>
      <div
        role="listbox"
        aria-label={props.label}
        aria-multiselectable
        ref={merged}
        className={classes.scroll}
        onKeyDown={onKeyDown}
        {...pointer}
        {...(doings.edits && handlers)}
      >
        <div role="presentation" className={classes.sized} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index: line, start }) => (
            <div
              key={line}
              role="presentation"
              className={classes.tiles}
              style={{
                height: LINE - GAP,
                transform: `translateY(${start}px)`,
                gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              }}
            >
              {Array.from({ length: Math.min(columns, total - line * columns) }, (_, column) => {
                const index = line * columns + column;
                const item = items[index];
                return (
                  <Tile
                    key={index}
                    item={item}
                    index={index}
                    tools={tools}
                    total={total}
                    selected={item !== undefined && selection.ids.has(item.id)}
                    active={index === active}
                    over={item !== undefined && item.id === over}
                    draggable={doings.edits && !coarse}
                    renaming={item !== undefined && item.id === renaming}
                    onRenamed={props.onRenamed}
                  />
                );
              })}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
