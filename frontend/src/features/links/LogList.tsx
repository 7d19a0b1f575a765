/** What happened with a link, newest first. */
import { Button, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "@/app/translation";
import { Failed } from "@/ui/Failed";
import { Waiting } from "@/ui/Waiting";
import classes from "./Links.module.css";

/** As `usePages` gives it. */
export interface Pages {
  isPending: boolean;
  error: unknown;
  refetch: () => unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

interface Props {
  pages: Pages;
  label: string;
  none: string;
  lines: ReactNode[];
}

export function LogList({ pages, label, none, lines }: Props) {
  const { t } = useTranslation();
  if (pages.isPending) return <Waiting />;
  if (pages.error && lines.length === 0) return <Failed error={pages.error} again={pages.refetch} />;
  if (lines.length === 0) {
    return (
      <Text size="sm" c="dimmed" py="xs">
        {none}
      </Text>
    );
  }
  return (
    <>
      <ul className={classes.log} aria-label={label}>
        {lines}
      </ul>
      {pages.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t("shell.loadMore")}
        </Button>
      )}
    </>
  );
}
