/** The trash: what lies there and until when; back with it, or away for good. */
import { Button, Group, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { Page } from "@/ui/Page";
import { tell } from "@/ui/tell";
import { Waiting } from "@/ui/Waiting";
import { useCommands } from "../commands";
import classes from "../Library.module.css";
import { TrashTable } from "./TrashTable";
import { emptyTrash, type Trashed, useTrash } from "./trash";

const NONE: ReadonlySet<string> = new Set();

export function TrashView() {
  const { t } = useTranslation();
  const commands = useCommands();
  const list = useTrash();
  const [ids, setIds] = useState(NONE);
  const chosen = list.items.filter((item) => ids.has(item.id));
  const restore = (items: readonly Trashed[]) => void commands.restore(items).then(() => setIds(NONE));
  return (
    <Page
      title={t("library.trash")}
      actions={
        <>
          <Button variant="subtle" component={Link} href="/library">
            {t("library.toFiles")}
          </Button>
          {list.items.length > 0 && <Acts chosen={chosen} restore={() => restore(chosen)} />}
        </>
      }
    >
      {list.isPending && <Waiting />}
      {list.error && <Failed error={list.error} again={list.refetch} />}
      {list.isSuccess && list.items.length === 0 && (
        <Empty
          icon={<IconTrash size={44} stroke={1.1} aria-hidden />}
          title={t("library.trashEmpty")}
          hint={t("library.trashHint")}
        />
      )}
      {list.items.length > 0 && (
        <TrashTable items={list.items} ids={ids} setIds={setIds} restore={(item) => restore([item])} />
      )}
      {list.hasNextPage && (
        <Group justify="center" p="md">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("shell.loadMore")}
          </Button>
        </Group>
      )}
    </Page>
  );
}

/** What can be done with what is ticked, or with all of it. */
function Acts({ chosen, restore }: { chosen: readonly Trashed[]; restore: () => void }) {
  const { t } = useTranslation();
  const edits = useMay("editor");
  const commands = useCommands();
  const count = chosen.length;
  const ask = (title: string, confirm: string, does: () => Promise<unknown>) =>
    modals.openConfirmModal({
      title,
      children: <Text size="sm">{t("library.noWayBack")}</Text>,
      labels: { confirm, cancel: t("shell.cancel") },
      confirmProps: { color: "red" },
      lockScroll: false,
      onConfirm: () => void does().catch(tell.failure),
    });
  if (!edits) return null;
  if (count === 0) {
    const empties = () => ask(t("library.emptyTrashAsk"), t("library.emptyTrash"), emptyTrash);
    return (
      <Button variant="default" className={classes.danger} onClick={empties}>
        {t("library.emptyTrash")}
      </Button>
    );
  }
  const removes = () =>
    ask(t("library.removeSome", { count }), t("library.removeForGood"), () => commands.removeForGood(chosen));
  return (
    <>
      <Button variant="default" onClick={restore}>
        {t("library.restoreSome", { count })}
      </Button>
      <Button variant="default" className={classes.danger} onClick={removes}>
        {t("library.removeForGood")}
      </Button>
    </>
  );
}
