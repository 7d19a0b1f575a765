/** The states of a file's bytes: fetch one, make it the current one again, remove it. */
import { ActionIcon, Badge, Button, Group, Stack, Text, Tooltip } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconDownload, IconRestore, IconTrash, IconUpload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { api, BASE, done } from "@/api/client";
import { usePages } from "@/api/pages";
import type { FileObject } from "@/api/types";
import { queries } from "@/app/queries";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { useFormat } from "@/ui/format";
import { tellUndo } from "@/ui/tellUndo";
import { refreshLibrary } from "../jobs";
import classes from "../Library.module.css";
import { replaceBytes, restoreVersion } from "../replace";

interface Version {
  number: number;
  current: boolean;
  size_bytes: number;
  created_at: string;
}

export function Versions({ file }: { file: FileObject }) {
  const { t } = useTranslation();
  const edits = useMay("editor");
  const { items, hasNextPage, fetchNextPage } = usePages([KEYS.files, "versions", file.id], async (cursor) => {
    const query = { limit: 50, ...(cursor && { cursor }) };
    const found = await done(api.GET("/files/{id}/versions", { params: { path: { id: file.id }, query } }));
    return found as { items: Version[]; next_cursor: string | null };
  });
  return (
    <Stack gap="sm">
      {edits && (
        <Button
          variant="default"
          leftSection={<IconUpload size={16} aria-hidden />}
          onClick={() => void replaceBytes(file)}
        >
          {t("library.act.newVersion")}
        </Button>
      )}
      <ul className={classes.lines}>
        {items.map((version) => (
          <Line key={version.number} file={file} version={version} edits={edits} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="subtle" onClick={() => void fetchNextPage()}>
          {t("shell.loadMore")}
        </Button>
      )}
    </Stack>
  );
}

function Line({ file, version, edits }: { file: FileObject; version: Version; edits: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const number = String(version.number);
  const params = { path: { id: file.id, version: number } };
  const restore = useMutation({
    mutationFn: () => restoreVersion(file.id, version.number),
    onSuccess: () => {
      const before = file.version;
      if (before) tellUndo(t("library.versionRestored", { number }), () => restoreVersion(file.id, before));
    },
  });
  const remove = useMutation({
    mutationFn: async () => {
      await done(api.DELETE("/files/{id}/versions/{version}", { params }));
      await refreshLibrary(queries);
    },
  });
  const askRemove = () =>
    modals.openConfirmModal({
      title: t("library.removeVersion", { number }),
      children: <Text size="sm">{t("library.noWayBack")}</Text>,
      labels: { confirm: t("shell.remove"), cancel: t("shell.cancel") },
      confirmProps: { color: "red" },
      lockScroll: false,
      onConfirm: () => remove.mutate(),
    });
  return (
    <li>
      <div>
        <Group gap={8}>
          <Text size="sm" fw={600}>
            {t("library.version", { number })}
          </Text>
          {version.current && <Badge size="sm">{t("library.current")}</Badge>}
        </Group>
        <Text size="xs" c="dimmed">
          {format.moment(version.created_at)} · {format.size(version.size_bytes)}
        </Text>
      </div>
      <Group gap={2} wrap="nowrap">
        {!file.quarantine && (
          <ActionIcon
            component="a"
            href={`${BASE}/files/${file.id}/versions/${number}/content`}
            download={file.name}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("library.downloadVersion", { number })}
          >
            <IconDownload size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        )}
        {edits && !version.current && (
          <>
            <Tooltip label={t("library.restore")}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t("library.restoreVersion", { number })}
                loading={restore.isPending}
                onClick={() => restore.mutate()}
              >
                <IconRestore size={18} stroke={1.6} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <ActionIcon
              variant="subtle"
              color="red"
              size="lg"
              aria-label={t("library.removeVersion", { number })}
              onClick={askRemove}
            >
              <IconTrash size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          </>
        )}
      </Group>
    </li>
  );
}
