/** A small picture of a file, or the sign of its kind where it has none. */
import { Center } from "@mantine/core";
import { useEffect, useState } from "react";
import { BASE } from "@/api/client";
import type { FileObject } from "@/api/types";
import { FileSign } from "@/ui/FileSign";

type Shown = Pick<FileObject, "name" | "preview" | "media_type">;

/** The server may have been busy; what it cannot show it says once more. */
const AGAIN_MS = 5000;
const TRIES = 2;

/** `size`: edge in CSS pixels. The name stands beside it, so the picture says nothing by itself. */
export function Thumbnail({ file, size = 36 }: { file: Shown; size?: number }) {
  const path = file.preview?.path;
  const [failures, setFailures] = useState(0);
  const [waits, setWaits] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other bytes are another picture, with luck of its own
  useEffect(() => {
    setFailures(0);
    setWaits(false);
  }, [path]);
  useEffect(() => {
    if (!waits || failures >= TRIES) return;
    const timer = window.setTimeout(() => setWaits(false), AGAIN_MS);
    return () => window.clearTimeout(timer);
  }, [waits, failures]);
  if (!path || waits) {
    return (
      <Center w={size} h={size}>
        <FileSign mediaType={file.media_type} size={Math.min(size * 0.7, 56)} />
      </Center>
    );
  }
  const edge = Math.ceil(size * Math.min(window.devicePixelRatio, 2));
  return (
    <img
      src={`${BASE}${path}&width=${edge}&height=${edge}&fit=cover`}
      alt=""
      width={size}
      height={size}
      loading="lazy"
      decoding="async"
      onError={() => {
        setFailures((count) => count + 1);
        setWaits(true);
      }}
      style={{ objectFit: "cover", borderRadius: 6, display: "block" }}
    />
  );
}
