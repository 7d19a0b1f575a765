/** The hits, page by page, each with where the words stand in it. */
import { Badge, Button, Center, Group, Skeleton, Stack, Text } from "@mantine/core";
import type { MouseEvent } from "react";
import { Link } from "wouter";
import { useTranslation } from "@/app/translation";
import { openPreview } from "@/features/preview/preview";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import type { Asked } from "./filters";
import { type Found, useHits } from "./find";
import { HitName, useWhen } from "./HitLine";
import { HitSign } from "./HitSign";
import { Marked } from "./Marked";
import { hrefOf } from "./open";
import classes from "./Search.module.css";

const PICTURE = 56;

export function Results({ asked }: { asked: Asked }) {
  const { t } = useTranslation();
  const { items, error, refetch, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useHits(asked.q, asked);
  if (!asked.q) return <Empty title={t("search.noWords")} hint={t("search.noWordsHint")} />;
  if (error && items.length === 0) return <Failed error={error} again={refetch} />;
  if (isPending) return <Waited />;
  if (items.length === 0) {
    return (
      <div role="status">
        <Empty title={t("search.nothing", { words: asked.q })} hint={t("search.nothingHint")} />
      </div>
    );
  }
  const files = items.filter((hit) => hit.kind === "file").map((hit) => hit.id);
  return (
    <div>
      <ul className={classes.results}>
        {items.map((hit) => (
          <li key={hit.id}>
            <Result hit={hit} files={files} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("shell.loadMore")}
          </Button>
        </Center>
      )}
    </div>
  );
}

function Waited() {
  const { t } = useTranslation();
  return (
    <Stack role="status" aria-label={t("shell.loading")}>
      {[1, 2, 3, 4].map((line) => (
        <Skeleton key={line} height={PICTURE} />
      ))}
    </Stack>
  );
}

function Result({ hit, files }: { hit: Found; files: readonly string[] }) {
  const { t } = useTranslation();
  const { size, day } = useFormat();
  const when = useWhen(hit);
  const open = (event: MouseEvent) => {
    // In a new tab a file lies in its folder.
    if (hit.kind !== "file" || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openPreview(hit.id, files);
  };
  const told = [when, hit.size_bytes !== undefined && size(hit.size_bytes), !when && day(hit.modified_at)];
  const quoted = hit.excerpts.filter((excerpt) => excerpt.text !== hit.label);
  return (
    <Link href={hrefOf(hit)} className={classes.result} onClick={open}>
      <span className={classes.picture}>
        <HitSign hit={hit} size={28} picture={PICTURE} />
      </span>
      <Stack gap={3} miw={0} flex={1}>
        <Group gap="xs">
          <Text span className={classes.title}>
            <HitName hit={hit} />
          </Text>
          <Badge size="sm" variant="light" color="gray">
            {t(`search.kindOf.${hit.kind}`)}
          </Badge>
          <Text span size="xs" c="dimmed">
            {told.filter(Boolean).join(" · ")}
          </Text>
        </Group>
        {quoted.map((excerpt) => (
          <Text key={excerpt.part} size="sm" c="dimmed" lineClamp={2}>
            <Marked excerpt={excerpt} />
          </Text>
        ))}
      </Stack>
    </Link>
  );
}
