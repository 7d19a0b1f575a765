/** What lies in a folder, as a list or as tiles; files dropped here are uploaded. */
import { Button, Group, Skeleton, Stack } from "@mantine/core";
import { IconFilterOff, IconFolderOpen } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import { DropArea } from "@/features/upload/DropArea";
import type { UploadTarget } from "@/features/upload/uploads";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { ContextMenu } from "./ContextMenu";
import type { View } from "./choices";
import { countFilters, type Filters, NO_FILTERS, type Order, type useItems } from "./items";
import classes from "./Library.module.css";
import { ItemList } from "./list/ItemList";
import { ItemTiles } from "./list/ItemTiles";
import type { Selection } from "./selection";
import type { FolderActs } from "./useFolderActs";

interface Props {
  list: ReturnType<typeof useItems>;
  selection: Selection;
  acts: FolderActs;
  view: View;
  order: Order;
  setOrder: (order: Order) => void;
  filters: Filters;
  setFilters: (filters: Filters) => void;
  target: Extract<UploadTarget, { kind: "folder" }>;
  takesFocus: boolean;
  edits: boolean;
  ask: () => void;
  makeFolder: () => void;
}

export function FolderContent(props: Props) {
  const inside = <Inside {...props} />;
  return (
    <div className={classes.content}>
      {props.edits ? (
        <DropArea target={props.target} className={classes.drop} ofPage>
          {inside}
        </DropArea>
      ) : (
        inside
      )}
      <ContextMenu acts={props.acts} />
    </div>
  );
}

function Inside({
  list,
  selection,
  acts,
  view,
  order,
  setOrder,
  filters,
  setFilters,
  target,
  takesFocus,
  edits,
  ask,
  makeFolder,
}: Props) {
  const { t } = useTranslation();
  if (list.isPending) return <Lines />;
  if (list.error && list.items.length === 0) return <Failed error={list.error} again={list.refetch} />;
  if (list.items.length === 0 && countFilters(filters) > 0) {
    const all = (
      <Button variant="default" onClick={() => setFilters(NO_FILTERS)}>
        {t("library.noFilters")}
      </Button>
    );
    return (
      <Empty
        icon={<IconFilterOff size={40} stroke={1.2} aria-hidden />}
        title={t("library.nothingFits")}
        action={all}
      />
    );
  }
  if (list.items.length === 0) return <EmptyFolder {...{ edits, ask, makeFolder }} />;
  const surface = {
    label: target.label,
    items: list.items,
    total: list.total,
    selection,
    doings: acts.doings,
    renaming: acts.renaming?.id ?? null,
    onRenamed: acts.onRenamed,
    carry: acts.carry,
    show: list.show,
    takesFocus,
  };
  return view === "tiles" ? <ItemTiles {...surface} /> : <ItemList {...surface} order={order} onOrder={setOrder} />;
}

function EmptyFolder({ edits, ask, makeFolder }: Pick<Props, "edits" | "ask" | "makeFolder">) {
  const { t } = useTranslation();
  const action = (
    <Group justify="center" gap="xs">
      <Button variant="default" onClick={makeFolder}>
        {t("library.newFolder")}
      </Button>
      <Button variant="default" onClick={ask}>
        {t("library.askOthers")}
      </Button>
    </Group>
  );
  return (
    <Empty
      icon={<IconFolderOpen size={44} stroke={1.1} aria-hidden />}
      title={t("library.empty")}
      hint={edits ? t("library.emptyHint") : undefined}
      action={edits && action}
    />
  );
}

function Lines() {
  const { t } = useTranslation();
  return (
    <Stack gap={14} pt={44} role="status" aria-label={t("shell.loading")}>
      {["46%", "38%", "52%", "30%", "44%", "36%"].map((width) => (
        <Skeleton key={width} height={14} width={width} radius="xl" />
      ))}
    </Stack>
  );
}
