/** A document page by page; pages are fetched as they come into sight. */
import { Text } from "@mantine/core";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { useTranslation } from "@/app/translation";
import { useDrawn } from "./file";
import type { Shown } from "./kinds";
import { NoView } from "./NoView";
import { PreviewWaiting } from "./PreviewWaiting";
import { takeFocus } from "./takeFocus";
import { useAddressOf } from "./useAddressOf";
import classes from "./Viewer.module.css";

const WIDTHS = [400, 800, 1200, 1600, 2400] as const;
const WIDEST = 2400;
const HIGHEST = 4096;
const WIDEST_PAGE = 960;
const MARGIN = 12;
const GAP = 12;
/** Of A4, until a page tells another. */
const USUAL_RATIO = Math.SQRT2;

function sizeFor(width: number): { width: number; height: number } {
  const wanted = width * window.devicePixelRatio;
  return { width: WIDTHS.find((one) => one >= wanted) ?? WIDEST, height: HIGHEST };
}

export function PagesView({ file, path }: { file: Shown; path: string }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const pageWidth = Math.min(width - 2 * MARGIN, WIDEST_PAGE);
  return (
    <div ref={ref} className={classes.room}>
      {width > 0 && <Pages key={path} {...{ file, path, pageWidth }} />}
    </div>
  );
}

function Pages({ file, path, pageWidth }: { file: Shown; path: string; pageWidth: number }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLElement>(null);
  const frameRef = useMergedRef(frame, takeFocus);
  const [ratio, setRatio] = useState(USUAL_RATIO);
  const wanted = sizeFor(pageWidth);
  const first = useDrawn(path, wanted);
  const count = first.data?.pageCount ?? 1;
  const pages = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => pageWidth * ratio + GAP,
    paddingStart: GAP,
    overscan: 1,
  });
  if (first.error && !first.data) return <NoView file={file} error={first.error} again={first.refetch} />;
  if (!first.data) return <PreviewWaiting />;
  const middle = (pages.scrollOffset ?? 0) + (frame.current?.clientHeight ?? 0) / 2;
  const shown = pages.getVirtualItems();
  const page = (shown.find((one) => one.end >= middle) ?? shown.at(-1))?.index ?? 0;
  return (
    <>
      <section
        ref={frameRef}
        className={classes.pages}
        // Scrolled by keys, too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reached by keyboard
        tabIndex={0}
        aria-label={file.name}
      >
        <div className={classes.stack} style={{ height: pages.getTotalSize() }}>
          {shown.map((one) => (
            <div
              key={one.key}
              ref={pages.measureElement}
              data-index={one.index}
              className={classes.place}
              style={{ transform: `translateY(${one.start}px)` }}
            >
              <PageOf
                {...{ file, path, wanted }}
                number={one.index + 1}
                width={pageWidth}
                ratio={ratio}
                onRatio={one.index === 0 ? setRatio : undefined}
              />
            </div>
          ))}
        </div>
      </section>
      <Text className={classes.pageNumber} size="sm" role="status">
        {t("preview.page", { page: page + 1, count })}
      </Text>
    </>
  );
}

interface PageProps {
  file: Shown;
  path: string;
  number: number;
  wanted: { width: number; height: number };
  width: number;
  ratio: number;
  onRatio?: (ratio: number) => void;
}

function PageOf({ file, path, number, wanted, width, ratio, onRatio }: PageProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useDrawn(path, wanted, number);
  const address = useAddressOf(data?.picture);
  if (error && !data) return <NoView file={file} error={error} again={refetch} />;
  return (
    <div className={classes.sheet} style={{ width, minHeight: address ? undefined : width * ratio }}>
      {address ? (
        <img
          src={address}
          alt={number === 1 ? file.name : t("preview.pageOf", { page: number, name: file.name })}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => onRatio?.(naturalHeight / naturalWidth)}
        />
      ) : (
        <PreviewWaiting />
      )}
    </div>
  );
}
