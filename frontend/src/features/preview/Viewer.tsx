/** What fills the preview: a head with what can be done, the file, and ways to its neighbours. */
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type RefObject, type TouchEvent, useCallback, useEffect, useRef } from "react";
import { useTranslation } from "@/app/translation";
import { Failed } from "@/ui/Failed";
import { useShown } from "./file";
import { type Shown, wayOf } from "./kinds";
import { MediaView } from "./MediaView";
import { NoView } from "./NoView";
import { PagesView } from "./PagesView";
import { PictureView } from "./PictureView";
import { PreviewWaiting } from "./PreviewWaiting";
import { closePreview, openPreview, type Previewed } from "./preview";
import { TextView } from "./TextView";
import classes from "./Viewer.module.css";
import { ViewerHead } from "./ViewerHead";

const SWIPED_PIXELS = 60;

export default function Viewer({ id, siblings }: Previewed) {
  const { t } = useTranslation();
  const { data: file, error, refetch } = useShown(id);
  const body = useRef<HTMLDivElement>(null);
  const index = siblings.indexOf(id);
  const step = useCallback(
    (direction: 1 | -1) => {
      const next = siblings[siblings.indexOf(id) + direction];
      if (next) openPreview(next, siblings);
    },
    [id, siblings],
  );
  useKeys(body, step);
  const swiping = useSwipe(step);
  return (
    <>
      <ViewerHead file={file} place={siblings.length > 1 ? { index, count: siblings.length } : null} />
      <div ref={body} className={classes.body} {...(file && !ownHands(file) && swiping)}>
        {file ? (
          <FileView key={file.id} file={file} onSwipe={step} />
        ) : error ? (
          <Failed error={error} again={refetch} />
        ) : (
          <PreviewWaiting />
        )}
        {index > 0 && (
          <ActionIcon className={classes.before} {...ASIDE} aria-label={t("preview.before")} onClick={() => step(-1)}>
            <IconChevronLeft aria-hidden />
          </ActionIcon>
        )}
        {index < siblings.length - 1 && (
          <ActionIcon className={classes.after} {...ASIDE} aria-label={t("preview.after")} onClick={() => step(1)}>
            <IconChevronRight aria-hidden />
          </ActionIcon>
        )}
      </div>
    </>
  );
}

const ASIDE = { variant: "default", size: 44, radius: "xl" } as const;

/** What takes gestures itself, or scrolls to the side. */
function ownHands(file: Shown): boolean {
  return ["picture", "text", "table"].includes(wayOf(file));
}

function FileView({ file, onSwipe }: { file: Shown; onSwipe: (direction: 1 | -1) => void }) {
  const way = wayOf(file);
  const path = file.preview?.path ?? "";
  if (way === "picture") return <PictureView {...{ file, path, onSwipe }} />;
  if (way === "pages") return <PagesView file={file} path={path} />;
  if (way === "text" || way === "table") return <TextView file={file} as={way} />;
  if (way === "video" || way === "audio") return <MediaView file={file} as={way} />;
  return <NoView file={file} />;
}

/** Arrows and Escape, unless another dialog lies above this one, or a film takes the arrows. */
function useKeys(body: RefObject<HTMLElement | null>, step: (direction: 1 | -1) => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      const dialog = target?.closest("[role=dialog]");
      if (dialog ? !dialog.contains(body.current) : document.querySelectorAll("[role=dialog]").length > 1) return;
      if (event.key === "Escape") closePreview();
      if (target?.closest("video, audio")) return;
      if (event.key === "ArrowLeft") step(-1);
      if (event.key === "ArrowRight") step(1);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [body, step]);
}

/** A finger to the side goes to the neighbour. */
function useSwipe(step: (direction: 1 | -1) => void) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const finger = touches[0];
      start.current = finger && touches.length === 1 ? { x: finger.clientX, y: finger.clientY } : null;
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const finger = changedTouches[0];
      if (!start.current || !finger) return;
      const aside = finger.clientX - start.current.x;
      const down = finger.clientY - start.current.y;
      if (Math.abs(aside) > SWIPED_PIXELS && Math.abs(aside) > 2 * Math.abs(down)) step(aside < 0 ? 1 : -1);
    },
  };
}
