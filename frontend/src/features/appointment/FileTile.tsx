/** A file as it hangs on something: its picture, name and role, and what can be done with it. */
import { ActionIcon, Badge, Menu, UnstyledButton } from "@mantine/core";
import {
  IconArrowLeft,
  IconArrowRight,
  IconDots,
  IconDownload,
  IconEye,
  IconFolder,
  IconLinkOff,
  IconShare,
  IconTag,
} from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { Link } from "wouter";
import { BASE } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { openShareDialog } from "@/features/links/dialogs";
import { openPreview } from "@/features/preview/preview";
import { Thumbnail } from "@/features/preview/Thumbnail";
import { useFormat } from "@/ui/format";
import classes from "./AttachedFiles.module.css";
import type { Hung } from "./attached";

const PICTURE_PX = 140;
/** Marks a drag as one of ours: nothing else takes it. */
const DRAGGED = "application/x-filebook-attached";

interface Props {
  file: Hung;
  siblings: readonly Hung[];
  readOnly: boolean;
  dragged: Hung | null;
  onDrag: (file: Hung | null) => void;
  /** Another was dropped onto this one's place. */
  onPlace: (file: Hung) => void;
  onForward?: () => void;
  onBackward?: () => void;
  onRole: () => void;
  onTakeOff: () => void;
}

export function FileTile(props: Props) {
  const { file, siblings, readOnly, dragged, onDrag, onPlace } = props;
  const format = useFormat();
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const takes = dragged !== null && dragged.id !== file.id;
  const dragging = (event: DragEvent) => {
    if (!takes) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <li
      className={classes.tile}
      data-over={over || undefined}
      data-dragged={dragged?.id === file.id || undefined}
      draggable={!readOnly}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, file.id);
        event.dataTransfer.effectAllowed = "move";
        onDrag(file);
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={dragging}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!takes) return;
        event.preventDefault();
        onPlace(dragged);
        onDrag(null);
      }}
    >
      <UnstyledButton
        className={classes.open}
        onClick={() => {
          openPreview(
            file.id,
            siblings.map((other) => other.id),
          );
        }}
      >
        <span className={classes.picture}>
          <Thumbnail file={file} size={PICTURE_PX} />
        </span>
        <span className={classes.name} title={file.name}>
          {file.name}
        </span>
        <span className={classes.facts}>
          {file.quarantine === "infected"
            ? t("appointment.infected")
            : file.quarantine === "waiting"
              ? t("appointment.waitingForScan")
              : file.type === "upload" && format.size(file.size_bytes)}
        </span>
      </UnstyledButton>
      {file.role && (
        <Badge className={classes.role} size="sm" variant="default" tt="none">
          {file.role}
        </Badge>
      )}
      <TileMenu {...props} />
    </li>
  );
}

function TileMenu({ file, siblings, readOnly, onForward, onBackward, onRole, onTakeOff }: Props) {
  const { t } = useTranslation();
  const icon = { size: 16, "aria-hidden": true };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          className={classes.menu}
          variant="default"
          size="md"
          aria-label={t("appointment.fileMenu", { name: file.name })}
        >
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconEye {...icon} />}
          onClick={() => {
            openPreview(
              file.id,
              siblings.map((other) => other.id),
            );
          }}
        >
          {t("appointment.preview")}
        </Menu.Item>
        {file.type === "upload" && !file.quarantine && (
          <Menu.Item
            component="a"
            href={`${BASE}/files/${file.id}/content`}
            download={file.name}
            leftSection={<IconDownload {...icon} />}
          >
            {t("appointment.download")}
          </Menu.Item>
        )}
        <Menu.Item component={Link} href={`/library/file/${file.id}`} leftSection={<IconFolder {...icon} />}>
          {t("appointment.showInLibrary")}
        </Menu.Item>
        {!readOnly && (
          <>
            <Menu.Item
              leftSection={<IconShare {...icon} />}
              onClick={() => openShareDialog([{ id: file.id, kind: "file", label: file.name }])}
            >
              {t("appointment.share")}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<IconTag {...icon} />} onClick={onRole}>
              {t("appointment.setRole")}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowLeft {...icon} />} disabled={!onForward} onClick={onForward}>
              {t("appointment.forward")}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowRight {...icon} />} disabled={!onBackward} onClick={onBackward}>
              {t("appointment.backward")}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<IconLinkOff {...icon} />} onClick={onTakeOff}>
              {t("appointment.takeOff")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
