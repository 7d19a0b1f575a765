/** Rows and tiles that are dragged, and folders among them that things are dropped onto. */
import { useState } from "react";
import { beginDrag, type DropPlace, endDrag, mayDrop, showDrop, takeDrop } from "../dragging";
import type { Item } from "../items";
import type { Selection } from "../selection";
import { meant, placeOfEvent } from "./gestures";

type Carry = (items: readonly Item[], place: DropPlace, operation: "move" | "copy") => void;

/** `over`: the folder that something is held over. */
export function useDrops(items: readonly Item[], selection: Selection, carry: Carry) {
  const [over, setOver] = useState<string | null>(null);
  const folderAt = (event: React.DragEvent) => {
    const item = items[placeOfEvent(event)];
    return item?.kind === "folder" ? item : undefined;
  };
  const leave = () => setOver(null);
  const handlers = {
    onDragStart(event: React.DragEvent) {
      const item = items[placeOfEvent(event)];
      if (item) beginDrag(event, meant(selection, item));
    },
    onDragEnd() {
      endDrag();
      leave();
    },
    onDragOver(event: React.DragEvent) {
      const folder = folderAt(event);
      if (!folder || !mayDrop(event, folder.id)) return leave();
      showDrop(event);
      setOver(folder.id);
    },
    onDragLeave(event: React.DragEvent) {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) leave();
    },
    onDrop(event: React.DragEvent) {
      const folder = folderAt(event);
      leave();
      if (folder && mayDrop(event, folder.id)) takeDrop(event, folder, carry);
    },
  };
  return { over, handlers };
}

/** A single place that things are dropped onto, such as a breadcrumb. */
export function useDropPlace(place: DropPlace, carry: Carry) {
  const [over, setOver] = useState(false);
  return {
    "data-over": over || undefined,
    onDragOver(event: React.DragEvent) {
      if (!mayDrop(event, place.id)) return;
      showDrop(event);
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event: React.DragEvent) {
      setOver(false);
      if (mayDrop(event, place.id)) takeDrop(event, place, carry);
    },
  };
}
