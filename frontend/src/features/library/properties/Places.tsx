/** What a file hangs on, and other files with the same bytes. */
import { Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import type { FileObject } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { Waiting } from "@/ui/Waiting";
import classes from "../Library.module.css";
import { holderHref } from "../place";

interface Holder {
  id: string;
  kind: string;
  label: string;
  role: string;
}

export function Places({ file, onClose }: { file: FileObject; onClose: () => void }) {
  const { t } = useTranslation();
  const holders = usePages([KEYS.attachments, "of-file", file.id], async (cursor) => {
    const query = { limit: 100, ...(cursor && { cursor }) };
    const found = await done(api.GET("/files/{id}/attachments", { params: { path: { id: file.id }, query } }));
    return found as { items: Holder[]; next_cursor: string | null };
  });
  const twins = useQuery({
    queryKey: [KEYS.files, "duplicates", file.id],
    queryFn: async () => done(api.GET("/files/{id}/duplicates", { params: { path: { id: file.id } } })),
    enabled: file.type === "upload",
  });
  const today = new Date().toISOString().slice(0, 10);
  return (
    <Stack gap="xs">
      <Title order={3}>{t("library.hangsOn")}</Title>
      {holders.isPending && <Waiting />}
      {holders.isSuccess && holders.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("library.hangsNowhere")}
        </Text>
      )}
      <ul className={classes.lines}>
        {holders.items.map((holder) => (
          <li key={holder.id}>
            <Link href={holderHref(holder, today)} onClick={onClose}>
              {holder.label}
            </Link>
            <Text size="xs" c="dimmed">
              {[t(`library.holders.${holder.kind as "appointment"}`, { defaultValue: holder.kind }), holder.role]
                .filter(Boolean)
                .join(" · ")}
            </Text>
          </li>
        ))}
      </ul>
      <Title order={3} mt="md">
        {t("library.duplicates")}
      </Title>
      {twins.data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("library.noDuplicates")}
        </Text>
      )}
      <ul className={classes.lines}>
        {twins.data?.items.map((twin) => (
          <li key={twin.id}>
            <Link href={`/library/file/${twin.id}`} onClick={onClose}>
              {twin.name}
            </Link>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
