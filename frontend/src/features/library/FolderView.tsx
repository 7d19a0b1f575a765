/** One folder: the way to it, what can be done, what lies in it. */
import { ActionIcon, Box, Group, Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutSidebar } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { UploadButton } from "@/features/upload/UploadButton";
import { Failed } from "@/ui/Failed";
import { Page } from "@/ui/Page";
import { Breadcrumbs } from "./Breadcrumbs";
import { useOrder, useTreeShown, useView } from "./choices";
import { useCommands } from "./commands";
import { type Dialog, Dialogs } from "./dialogs/Dialogs";
import { useIsDragging } from "./dragging";
import { FolderContent } from "./FolderContent";
import { FolderTree } from "./FolderTree";
import { useFolderPath } from "./folders";
import { type Filters, NO_FILTERS, useItems } from "./items";
import classes from "./Library.module.css";
import { NewMenu } from "./NewMenu";
import { SelectionLine } from "./SelectionLine";
import { useSelection } from "./selection";
import { ToolLine } from "./ToolLine";
import { useFileShown } from "./useFileShown";
import { useFolderActs } from "./useFolderActs";

/** Wide enough for the tree of folders at the side. */
const WIDE = "(min-width: 64em)";

/** `id` null: the top level. `file`: the one that is to be selected and shown. */
export function FolderView({
  id,
  file,
  takesFocus = false,
}: {
  id: string | null;
  file?: string;
  takesFocus?: boolean;
}) {
  const { t } = useTranslation();
  const edits = useMay("editor");
  const wide = useMediaQuery(WIDE) ?? false;
  const [view, setView] = useView();
  const [order, setOrder] = useOrder();
  const [treeShown, setTreeShown] = useTreeShown();
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const path = useFolderPath(id);
  const list = useItems(id, order, filters);
  const selection = useSelection(list.items);
  const name = path.data?.at(-1)?.name ?? (id === null ? t("shell.library") : "…");
  const commands = useCommands();
  const acts = useFolderActs({ folder: { id, name }, list, filters, selection, commands, show: setDialog });
  useFileShown(file, list, selection);
  const end = useCallback(() => setDialog(null), []);
  const carry = acts.carry;
  const dragging = useIsDragging();
  if (path.error) {
    return (
      <Page title={t("shell.library")}>
        <Failed error={path.error} again={path.refetch} />
      </Page>
    );
  }
  const target = { kind: "folder", id, label: name } as const;
  return (
    <Page
      title={name}
      layout="full"
      actions={
        edits && (
          <>
            <NewMenu show={setDialog} folder={{ id, name }} />
            <UploadButton target={target} />
          </>
        )
      }
      toolbar={
        <Group gap="xs" wrap="nowrap" className={classes.tools}>
          {wide && (
            <Tooltip label={t("library.folders")}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t("library.folders")}
                aria-expanded={treeShown}
                onClick={() => setTreeShown(!treeShown)}
              >
                <IconLayoutSidebar size={20} stroke={1.6} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
          {selection.chosen.length > 0 && !dragging ? (
            <SelectionLine selection={selection} total={list.total} perform={acts.perform} all={acts.selectAll} />
          ) : (
            <>
              <Breadcrumbs path={path.data ?? []} carry={carry} />
              <ToolLine {...{ view, setView, order, setOrder, filters, setFilters }} places={!wide || !treeShown} />
            </>
          )}
        </Group>
      }
    >
      <Box className={classes.body}>
        {wide && treeShown && <FolderTree shown={id} open={path.data ?? []} carry={carry} />}
        <FolderContent
          {...{ list, selection, acts, view, order, setOrder, filters, setFilters, target, takesFocus, edits }}
          ask={() => setDialog({ kind: "request", folder: { id, name } })}
          makeFolder={() => setDialog({ kind: "newFolder", parent: id })}
        />
      </Box>
      <Dialogs dialog={dialog} onClose={end} commands={commands} acts={acts} folder={id} />
    </Page>
  );
}
