/** The tray: how far uploads are, and what can be done about each. */
import { ActionIcon, Button, FileButton, Group, Paper, Text } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import { tell } from "@/ui/tell";
import { drop, giveBack, isRunning, isSettled, type Upload } from "./state";
import classes from "./Tray.module.css";
import { TrayRow } from "./TrayRow";
import { steer } from "./uploads";

/** More rows are of no use to anybody. */
const SHOWN = 100;
/** What is done is of no interest after a while. */
const CLOSES_MS = 20_000;

export default function Tray({ uploads }: { uploads: readonly Upload[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(true);
  const summary = useSummary(uploads);
  const own = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!uploads.every((upload) => upload.state === "done")) return;
    const timer = window.setInterval(() => {
      const isUsed = own.current?.matches(":hover, :focus-within");
      if (!isUsed) drop(uploads.map((upload) => upload.id));
    }, CLOSES_MS);
    return () => window.clearInterval(timer);
  }, [uploads]);
  const lost = uploads.filter((upload) => upload.state === "lost");
  const giveAgain = (files: File[]) => {
    const count = giveBack(files);
    if (count < files.length) tell.success(t("upload.anotherFile"));
    if (count > 0) steer.goOn();
  };
  return (
    <Paper ref={own} component="section" aria-label={t("upload.tray")} shadow="md" withBorder className={classes.tray}>
      <Group className={classes.head} justify="space-between" wrap="nowrap" gap="xs">
        <Text role="status" size="sm" fw={600} truncate>
          {summary}
        </Text>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-expanded={open}
            aria-label={open ? t("upload.collapse") : t("upload.expand")}
            onClick={() => setOpen(!open)}
          >
            {open ? <IconChevronDown size={18} aria-hidden /> : <IconChevronUp size={18} aria-hidden />}
          </ActionIcon>
          {uploads.every(isSettled) && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("shell.close")}
              onClick={() => drop(uploads.map((upload) => upload.id))}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </Group>
      {open && (
        <div className={classes.body}>
          {lost.length > 0 && (
            <div className={classes.lost}>
              <Text size="sm">{t("upload.lostHint", { count: lost.length })}</Text>
              <FileButton multiple onChange={giveAgain}>
                {(props) => (
                  <Button {...props} size="xs" variant="light" mt={6}>
                    {t("upload.chooseAgain", { count: lost.length })}
                  </Button>
                )}
              </FileButton>
            </div>
          )}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keys, too */}
          <ul className={classes.list} tabIndex={0} aria-label={t("upload.tray")}>
            {inOrder(uploads).map((upload) => (
              <TrayRow key={upload.id} upload={upload} />
            ))}
          </ul>
        </div>
      )}
    </Paper>
  );
}

/** What needs somebody first, then what moves, what waits, and what is done. */
const ORDER = ["failed", "lost", "sending", "filing", "paused", "waiting", "done"];

function inOrder(uploads: readonly Upload[]): Upload[] {
  return uploads.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state)).slice(0, SHOWN);
}

/** One line that says how it stands. It has no figures that change all the time, for it is read aloud. */
function useSummary(uploads: readonly Upload[]): string {
  const { t } = useTranslation();
  const format = useFormat();
  const count = (wanted: (upload: Upload) => boolean) => uploads.filter(wanted).length;
  const running = count(isRunning);
  const failed = count((upload) => upload.state === "failed");
  const paused = count((upload) => upload.state === "paused" || upload.state === "lost");
  const done = count((upload) => upload.state === "done");
  const parts = [
    running > 0 && t("upload.running", { count: running, figure: format.count(running) }),
    paused > 0 && t("upload.stopped", { count: paused, figure: format.count(paused) }),
    failed > 0 && t("upload.failedCount", { count: failed, figure: format.count(failed) }),
    running + paused === 0 && done > 0 && t("upload.doneCount", { count: done, figure: format.count(done) }),
  ];
  return parts.filter(Boolean).join(" · ");
}
