/** A part of a page onto which files can be dropped or pasted. */
import { IconUpload } from "@tabler/icons-react";
import { type ClipboardEvent, type DragEvent, type ReactNode, useState } from "react";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import classes from "./DropArea.module.css";
import { dropped, pasted } from "./found";
import { startFound, type UploadTarget } from "./uploads";

interface Props {
  target: UploadTarget;
  children: ReactNode;
  className?: string;
  /** The person may not put files there. */
  disabled?: boolean;
}

export function DropArea({ target, children, className, disabled = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [over, setOver] = useState(false);

  const dragging = (event: DragEvent) => {
    if (disabled || !hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    // An area within another is the one that is meant.
    event.stopPropagation();
    event.dataTransfer.dropEffect = "copy";
    setOver(true);
  };
  const left = (event: DragEvent<HTMLElement>) => {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    if (disabled || !hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    void dropped(event.dataTransfer).then((found) => startFound(found, target));
  };
  const paste = (event: ClipboardEvent) => {
    if (disabled || event.clipboardData.files.length === 0 || isWriting(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    startFound(
      pasted(event.clipboardData, (moment) =>
        t("upload.pasted", { moment: format.moment(moment).replace(/[:/]/g, ".") }),
      ),
      target,
    );
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever cannot drag has the upload button
    <div
      className={`${classes.area} ${className ?? ""}`}
      data-over={over || undefined}
      onDragEnter={dragging}
      onDragOver={dragging}
      onDragLeave={left}
      onDrop={drop}
      onPaste={paste}
    >
      {children}
      {over && (
        <div className={classes.sign} aria-hidden>
          <span>
            <IconUpload size={18} />
            {t("upload.dropHere", { place: target.label })}
          </span>
        </div>
      )}
    </div>
  );
}

const hasFiles = (data: DataTransfer): boolean => data.types.includes("Files");

/** Where text is written, what is pasted may be text with a picture of it. */
function isWriting(target: EventTarget): boolean {
  return target instanceof HTMLElement && (target.matches("input, textarea") || target.isContentEditable);
}
