/** Who did what with a file or folder, newest first. */
import { Button, Stack, Text } from "@mantine/core";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import type { Activity } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "../Library.module.css";

export function History({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { items, error, refetch, isPending, hasNextPage, fetchNextPage } = usePages(
    [KEYS.activity, "object", id],
    async (cursor) => {
      const query = { object: id, limit: 30, ...(cursor && { cursor }) };
      return (await done(api.GET("/activity", { params: { query } }))) as {
        items: Activity[];
        next_cursor: string | null;
      };
    },
  );
  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} again={refetch} />;
  return (
    <Stack gap="xs">
      {items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("library.noHistory")}
        </Text>
      )}
      <ul className={classes.lines}>
        {items.map((one) => (
          <li key={one.sequence}>
            <div>
              <Text size="sm">{t(`library.verbs.${one.verb}`)}</Text>
              <Text size="xs" c="dimmed">
                {one.actor?.label ?? t("library.system")} · {t(`library.doors.${one.door}`)}
              </Text>
            </div>
            <Text size="xs" c="dimmed" title={format.moment(one.at)}>
              {format.ago(one.at)}
            </Text>
          </li>
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
