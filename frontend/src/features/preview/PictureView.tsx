/** A picture that fills the room, and can be enlarged and turned. */
import { ActionIcon, Group, Tooltip } from "@mantine/core";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { IconRotateClockwise, IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "@/app/translation";
import { useDrawn } from "./file";
import type { Shown } from "./kinds";
import { NoView } from "./NoView";
import { PreviewWaiting } from "./PreviewWaiting";
import { useAddressOf } from "./useAddressOf";
import { STEP, useZoom } from "./useZoom";
import classes from "./Viewer.module.css";

/** Edges that are asked for: few, so that the server makes and the browser keeps few. */
const EDGES = [640, 1280, 2048, 4096] as const;
const LARGEST = 4096;
const LEAST_HIGHEST = 4;

interface Size {
  width: number;
  height: number;
}

function edgeFor(frame: Size, scale: number): number {
  const wanted = Math.max(frame.width, frame.height) * window.devicePixelRatio * scale;
  return EDGES.find((edge) => edge >= wanted) ?? LARGEST;
}

/** How large it is shown at first: whole, and never larger than it is. */
function fitted(natural: Size, longest: number, frame: Size, turned: boolean): Size {
  const real = longest / Math.max(natural.width, natural.height, 1);
  const [width, height] = [natural.width * real, natural.height * real];
  const [across, down] = turned ? [height, width] : [width, height];
  const factor = Math.min(frame.width / Math.max(across, 1), frame.height / Math.max(down, 1), 1);
  return { width: width * factor, height: height * factor };
}

interface Props {
  file: Shown;
  path: string;
  onSwipe: (direction: 1 | -1) => void;
}

export function PictureView({ file, path, onSwipe }: Props) {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const { ref: measured, ...frame } = useElementSize<HTMLDivElement>();
  const frameRef = useMergedRef(measured, element);
  const [natural, setNatural] = useState<Size | null>(null);
  const longest = Math.min(Math.max(file.picture?.width ?? 0, file.picture?.height ?? 0) || LARGEST, LARGEST);
  const highest = Math.max(LEAST_HIGHEST, longest / Math.max(frame.width, 1));
  const { view, zoom, turn, whole, hands } = useZoom({ frame: element, highest, onSwipe });
  const edge = edgeFor(frame, view.scale);
  const { data, error, refetch } = useDrawn(path, { width: edge, height: edge });
  const address = useAddressOf(data?.picture);
  useZoomKeys(zoom, whole);
  if (error && !data) return <NoView file={file} error={error} again={refetch} />;
  const size = natural && fitted(natural, longest, frame, view.turns % 2 === 1);
  return (
    <>
      <div ref={frameRef} className={classes.frame} data-grabbing={view.scale > 1 || undefined} {...hands}>
        {address ? (
          <img
            src={address}
            alt={file.name}
            draggable={false}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
              setNatural({ width, height })
            }
            className={classes.picture}
            style={{
              width: size?.width,
              height: size?.height,
              visibility: size ? undefined : "hidden",
              transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale}) rotate(${view.turns * 90}deg)`,
            }}
          />
        ) : (
          <PreviewWaiting />
        )}
      </div>
      <Group className={classes.tools} gap={4}>
        <Tool label={t("preview.smaller")} onClick={() => zoom(1 / STEP)} disabled={view.scale === 1}>
          <IconZoomOut size={20} aria-hidden />
        </Tool>
        <Tool label={t("preview.larger")} onClick={() => zoom(STEP)} disabled={view.scale >= highest}>
          <IconZoomIn size={20} aria-hidden />
        </Tool>
        <Tool label={t("preview.turn")} onClick={turn}>
          <IconRotateClockwise size={20} aria-hidden />
        </Tool>
      </Group>
    </>
  );
}

function Tool(props: { label: string; onClick: () => void; disabled?: boolean; children: ReactNode }) {
  return (
    <Tooltip label={props.label} zIndex={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={props.label}
        onClick={props.onClick}
        // The focus would be lost at the last step.
        data-disabled={props.disabled || undefined}
        aria-disabled={props.disabled}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

/** Plus, minus and zero, as in browsers. */
function useZoomKeys(zoom: (factor: number) => void, whole: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
      if (event.key === "+") zoom(STEP);
      else if (event.key === "-") zoom(1 / STEP);
      else if (event.key === "0") whole();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [zoom, whole]);
}
