/** A part of a page onto which files can be dropped or pasted. */
import { IconUpload } from "@tabler/icons-react";
import { type ClipboardEvent, type DragEvent, type ReactNode, useEffect, useEffectEvent, useState } from "react";
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
  /** What is pasted anywhere on the page is meant for this area, unless it is for a text or a dialog. */
  ofPage?: boolean;
}

export function DropArea({ target, children, className, disabled = false, ofPage = false }: Props) {
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
  const take = (data: DataTransfer | null): boolean => {
    if (disabled || !data || data.files.length === 0) return false;
    const called = (moment: Date) => t("upload.pasted", { moment: format.moment(moment).replace(/[:/]/g, ".") });
    startFound(pasted(data, called), target);
    return true;
  };
  const paste = (event: ClipboardEvent) => {
    if (isWriting(event.target) || !take(event.clipboardData)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  usePagePaste(ofPage, take);
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

/** Browsers tell what has the focus of a paste, which is mostly elsewhere on the page. */
function usePagePaste(wanted: boolean, take: (data: DataTransfer | null) => boolean) {
  const paste = useEffectEvent((event: globalThis.ClipboardEvent) => {
    if (event.defaultPrevented || isWriting(event.target) || isInDialog(event.target)) return;
    if (take(event.clipboardData)) event.preventDefault();
  });
  useEffect(() => {
    if (!wanted) return;
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, [wanted]);
}

/** Where text is written, what is pasted may be text with a picture of it. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches("input, textarea") || target.isContentEditable);
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog]") !== null;
}
