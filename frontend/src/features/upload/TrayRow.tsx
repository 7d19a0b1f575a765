/** One upload in the tray. */
import { ActionIcon, Anchor, Group, Progress, Text } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "@/app/translation";
import { openPreview } from "@/features/preview/preview";
import { FileSign } from "@/ui/FileSign";
import { useFormat } from "@/ui/format";
import { isLarge, type Upload } from "./state";
import classes from "./Tray.module.css";
import { steer } from "./uploads";

export function TrayRow({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  const line = useLine(upload);
  const { name, state, sizeBytes, sentBytes } = upload;
  const part = sizeBytes > 0 ? Math.floor((100 * sentBytes) / sizeBytes) : 0;
  const moving = state === "sending" || state === "filing";
  return (
    <li className={classes.row}>
      <FileSign mediaType={upload.mediaType} size={24} />
      <div className={classes.words}>
        {upload.file && state === "done" ? (
          <Anchor
            component="button"
            size="sm"
            truncate
            w="100%"
            ta="left"
            onClick={() => openPreview(upload.file ?? "")}
          >
            {name}
          </Anchor>
        ) : (
          <Text size="sm" truncate title={name}>
            {name}
          </Text>
        )}
        {state !== "done" && state !== "failed" && (
          <Progress.Root size="sm" my={4}>
            <Progress.Section
              value={part}
              animated={moving && part < 100}
              color={moving ? undefined : "gray"}
              aria-label={t("upload.progressOf", { name })}
            />
          </Progress.Root>
        )}
        <Text size="xs" c={state === "failed" ? "red" : "dimmed"} lineClamp={2}>
          {line}
        </Text>
      </div>
      <Acts upload={upload} />
    </li>
  );
}

function Acts({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  const { name, state } = upload;
  const act = (label: string, icon: ReactNode, onClick: () => void) => (
    <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
      {icon}
    </ActionIcon>
  );
  const canPause = isLarge(upload) && (state === "sending" || state === "waiting");
  return (
    <Group gap={2} wrap="nowrap">
      {canPause &&
        act(t("upload.pause", { name }), <IconPlayerPause size={17} aria-hidden />, () => steer.pause(upload))}
      {state === "paused" &&
        act(t("upload.resume", { name }), <IconPlayerPlay size={17} aria-hidden />, () => steer.resume(upload))}
      {state === "failed" &&
        act(t("upload.again", { name }), <IconRefresh size={17} aria-hidden />, () => steer.resume(upload))}
      {state !== "done" &&
        state !== "filing" &&
        act(t("upload.cancel", { name }), <IconX size={17} aria-hidden />, () => steer.cancel(upload))}
    </Group>
  );
}

/** How it stands, in words. */
function useLine(upload: Upload): string {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, sizeBytes, sentBytes, target, trouble } = upload;
  const figures = { sent: format.size(sentBytes), size: format.size(sizeBytes) };
  switch (state) {
    case "done":
      return t(target.kind === "version" ? "upload.doneVersion" : "upload.doneIn", {
        place: target.label,
        size: figures.size,
      });
    case "sending":
      return isLarge(upload) ? t("upload.sentOf", figures) : t("upload.sending");
    case "filing":
      return t("upload.filing");
    case "paused":
      return t("upload.pausedAt", figures);
    case "lost":
      return t("upload.lostAt", figures);
    case "waiting":
      return upload.failures > 0 ? t("upload.noConnection", figures) : t("upload.waiting");
    case "failed":
      return trouble && trouble !== "other" ? t(`upload.${trouble}`) : upload.detail || t("shell.unknownError");
  }
}
