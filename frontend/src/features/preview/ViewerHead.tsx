/** The head of the preview: the file's name and place in the row, and what can be done with it. */
import { ActionIcon, Group, Modal, Text, Tooltip } from "@mantine/core";
import { IconDownload, IconFolder, IconShare3, IconX } from "@tabler/icons-react";
import { cloneElement, type ReactElement } from "react";
import { Link } from "wouter";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { openShareDialog } from "@/features/links/dialogs";
import { FileSign } from "@/ui/FileSign";
import { contentAddress } from "./file";
import type { Shown } from "./kinds";
import { closePreview } from "./preview";
import classes from "./Viewer.module.css";

interface Props {
  file: Shown | undefined;
  /** Where it stands among those that one can go through. */
  place: { index: number; count: number } | null;
}

const ICON = { variant: "subtle", color: "gray", size: 40 } as const;

export function ViewerHead({ file, place }: Props) {
  const { t } = useTranslation();
  const shares = useMay("editor");
  return (
    <header className={classes.head}>
      {file && <FileSign mediaType={file.media_type} size={24} />}
      <div className={classes.naming}>
        <Modal.Title className={classes.name}>{file?.name ?? "…"}</Modal.Title>
        {place && (
          <Text size="xs" c="dimmed" role="status">
            {t("preview.place", { index: place.index + 1, count: place.count })}
          </Text>
        )}
      </div>
      <Group gap={2} wrap="nowrap">
        {file && !file.quarantine && file.type !== "link" && (
          <Named label={t("preview.download")}>
            <a href={contentAddress(file.id)} download={file.name} className={classes.action}>
              <IconDownload size={20} stroke={1.7} aria-hidden />
            </a>
          </Named>
        )}
        {file && shares && (
          <Named label={t("preview.share")}>
            <ActionIcon {...ICON} onClick={() => openShareDialog([{ id: file.id, kind: "file", label: file.name }])}>
              <IconShare3 size={20} stroke={1.7} aria-hidden />
            </ActionIcon>
          </Named>
        )}
        {file && (
          <Named label={t("preview.inFolder")}>
            <Link
              href={file.folder ? `/library/folder/${file.folder}` : "/library"}
              onClick={closePreview}
              className={classes.action}
            >
              <IconFolder size={20} stroke={1.7} aria-hidden />
            </Link>
          </Named>
        )}
        <Named label={t("shell.close")}>
          <ActionIcon {...ICON} onClick={closePreview}>
            <IconX size={22} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Named>
      </Group>
    </header>
  );
}

/** Something with a sign alone: its name is told to those who cannot see it, and on pointing. */
function Named({ label, children }: { label: string; children: ReactElement<{ "aria-label"?: string }> }) {
  return (
    <Tooltip label={label} zIndex={400}>
      {cloneElement(children, { "aria-label": label })}
    </Tooltip>
  );
}
