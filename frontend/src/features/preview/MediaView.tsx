/** A film or a sound, played by the browser. */
import { Center } from "@mantine/core";
import { useState } from "react";
import { Problem } from "@/api/problem";
import { contentAddress } from "./file";
import type { Shown } from "./kinds";
import { NoView } from "./NoView";
import classes from "./Viewer.module.css";

export function MediaView({ file, as }: { file: Shown; as: "video" | "audio" }) {
  const [failed, setFailed] = useState(false);
  if (failed) return <NoView file={file} error={new Problem(422, "unsupported", { reason: "not_playable" })} />;
  const shared = {
    src: `${contentAddress(file.id)}?disposition=inline`,
    controls: true,
    preload: "metadata",
    "aria-label": file.name,
    onError: () => setFailed(true),
  } as const;
  return (
    <Center h="100%" p="md">
      {as === "video" ? (
        <video {...shared} className={classes.film} />
      ) : (
        <audio {...shared} className={classes.sound} />
      )}
    </Center>
  );
}
