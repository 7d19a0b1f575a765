/** The picture beside an item's name: of a folder, of a link, of a file. */
import { IconFolderFilled } from "@tabler/icons-react";
import { Thumbnail } from "@/features/preview/Thumbnail";
import { FileSign } from "@/ui/FileSign";
import type { Item } from "../items";
import classes from "./List.module.css";

type Shown = Pick<Item, "kind" | "name" | "type" | "media_type" | "preview" | "quarantine">;

/** `size`: edge in CSS pixels. */
export function Sign({ item, size }: { item: Shown; size: number }) {
  const mediaType = item.media_type ?? "";
  return (
    <span className={classes.sign} style={{ width: size, height: size }}>
      {item.kind === "folder" ? (
        <IconFolderFilled size={Math.min(size * 0.8, 72)} className={classes.folder} aria-hidden />
      ) : item.preview && !item.quarantine ? (
        <Thumbnail file={{ name: item.name, preview: item.preview, media_type: mediaType }} size={size} />
      ) : (
        <FileSign mediaType={item.type === "link" ? "text/uri-list" : mediaType} size={Math.min(size * 0.75, 64)} />
      )}
    </span>
  );
}
