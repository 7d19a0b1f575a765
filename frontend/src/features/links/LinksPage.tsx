/** All shares and request links that one knows of, and what became of them. */
import { Badge, Button, Center, Group, Skeleton, Stack, Switch, Tabs } from "@mantine/core";
import { IconInbox, IconPlus, IconShare3 } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "wouter";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { Page } from "@/ui/Page";
import { useRequestLinks, useShares } from "./data";
import { openRequestDialog } from "./dialogs";
import classes from "./Links.module.css";
import type { Pages } from "./LogList";
import { RequestRow } from "./RequestRow";
import { ShareRow } from "./ShareRow";

export function LinksPage() {
  const { t } = useTranslation();
  const makes = useMay("editor");
  const [params, setParams] = useSearchParams();
  const [open, setOpen] = useState(true);
  const shares = useShares({ open });
  const requests = useRequestLinks({ open });
  return (
    <Page
      title={t("links.title")}
      actions={
        makes && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => openRequestDialog({ id: null, kind: "folder", label: "" })}
          >
            {t("links.requestNew")}
          </Button>
        )
      }
    >
      <Tabs
        value={params.get("tab") === "requests" ? "requests" : "shares"}
        onChange={(tab) => setParams(tab === "requests" ? { tab } : {}, { replace: true })}
        keepMounted={false}
      >
        <Group justify="space-between" align="end" className={classes.tabs}>
          <Tabs.List>
            <Tabs.Tab
              value="shares"
              leftSection={<IconShare3 size={17} aria-hidden />}
              rightSection={<Total count={shares.total} />}
            >
              {t("links.shares")}
            </Tabs.Tab>
            <Tabs.Tab
              value="requests"
              leftSection={<IconInbox size={17} aria-hidden />}
              rightSection={<Total count={requests.total} />}
            >
              {t("links.requests")}
            </Tabs.Tab>
          </Tabs.List>
          <Switch
            mb={8}
            label={t("links.onlyOpen")}
            checked={open}
            onChange={(event) => setOpen(event.currentTarget.checked)}
          />
        </Group>
        <Tabs.Panel value="shares">
          <Rows
            pages={shares}
            rows={shares.items.map((share) => <ShareRow key={share.id} share={share} />)}
            empty={
              <Empty
                icon={<IconShare3 size={40} stroke={1.2} aria-hidden />}
                title={t("links.noShares")}
                hint={t("links.noSharesHint")}
              />
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="requests">
          <Rows
            pages={requests}
            rows={requests.items.map((link) => <RequestRow key={link.id} link={link} />)}
            empty={
              <Empty
                icon={<IconInbox size={40} stroke={1.2} aria-hidden />}
                title={t("links.noRequests")}
                hint={t("links.noRequestsHint")}
              />
            }
          />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Total({ count }: { count: number | undefined }) {
  if (!count) return null;
  return (
    <Badge size="sm" variant="light" color="gray">
      {count}
    </Badge>
  );
}

function Rows({ pages, rows, empty }: { pages: Pages; rows: ReactNode[]; empty: ReactNode }) {
  const { t } = useTranslation();
  if (pages.isPending) {
    return (
      <Stack pt="md" role="status" aria-label={t("shell.loading")}>
        {[1, 2, 3].map((line) => (
          <Skeleton key={line} height={48} />
        ))}
      </Stack>
    );
  }
  if (pages.error && rows.length === 0) return <Failed error={pages.error} again={pages.refetch} />;
  if (rows.length === 0) return empty;
  return (
    <>
      {rows}
      {pages.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t("shell.loadMore")}
          </Button>
        </Center>
      )}
    </>
  );
}
