/** Items as lines with columns. */
import { useMediaQuery } from "@mantine/hooks";
import { useRef } from "react";
import type { Order } from "../items";
import { useDrops } from "./drops";
import { useKeys, usePointer } from "./gestures";
import classes from "./List.module.css";
import { ListHead } from "./ListHead";
import { ListRow } from "./ListRow";
import { GROUP } from "./roles";
import { type SurfaceProps, useFocus, useWindow } from "./surface";
import { useRowTools } from "./tools";

const ROW = 42;
const TOUCH_ROW = 54;
/** The first lines stand where they stay. */
const AT_ONCE = { getInitialValueInEffect: false };

interface Props extends SurfaceProps {
  order: Order;
  onOrder: (order: Order) => void;
}

export function ItemList(props: Props) {
  const { items, total, selection, doings, renaming } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const coarse = useMediaQuery("(pointer: coarse)", undefined, AT_ONCE) ?? false;
  const narrow = useMediaQuery("(max-width: 40em)", undefined, AT_ONCE) ?? false;
  const height = coarse || narrow ? TOUCH_ROW : ROW;
  const { virtual, shown, page } = useWindow(scroll, props, height, 1);
  useFocus(scroll, props);
  const tools = useRowTools();
  const onKeyDown = useKeys({ items, total, selection, columns: 1, page }, doings);
  const pointer = usePointer({ items, selection }, doings);
  const { over, handlers } = useDrops(items, selection, props.carry);
  const active = Math.min(selection.active, Math.max(total - 1, 0));
  const grid = { role: "grid", "aria-label": props.label, "aria-multiselectable": true, "aria-rowcount": total + 1 };
  const heard = { ...pointer, ...(doings.edits && handlers), onKeyDown };
  return (
    <div {...grid} {...heard} className={classes.surface}>
      <ListHead order={props.order} onOrder={props.onOrder} />
      <div {...GROUP} ref={scroll} className={classes.scroll}>
        <div role="presentation" className={classes.sized} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const item = items[index];
            return (
              <ListRow
                key={index}
                item={item}
                index={index}
                tools={tools}
                top={start}
                height={height}
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
      </div>
    </div>
  );
}
