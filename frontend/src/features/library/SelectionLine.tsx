/** What is selected, and what can be done with it; stands in place of the folder's tools. */
import { ActionIcon, Button, CloseButton, Group, Text, Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useTranslation } from "@/app/translation";
import { type ActionName, useActions } from "./actions";
import type { Item } from "./items";
import classes from "./Library.module.css";
import type { Selection } from "./selection";

interface Props {
  selection: Selection;
  total: number;
  perform: (action: ActionName, items: readonly Item[]) => void;
  all: () => Promise<void>;
}

export function SelectionLine({ selection, total, perform, all }: Props) {
  const { t } = useTranslation();
  const narrow = useMediaQuery("(max-width: 62em)") ?? false;
  const actions = useActions(selection.chosen);
  return (
    <Group gap={4} wrap="nowrap" className={classes.selectionLine} role="toolbar" aria-label={t("library.selection")}>
      <CloseButton size="lg" aria-label={t("library.clearSelection")} onClick={selection.clear} />
      <Text size="sm" fw={600} role="status" style={{ whiteSpace: "nowrap" }} pe="xs">
        {t("library.selected", { count: selection.chosen.length })}
      </Text>
      {actions.map(({ name, icon: Icon }) => {
        const word = t(`library.act.${name}`);
        const shared = { onClick: () => perform(name, selection.chosen), "aria-label": word };
        return narrow || MINOR.has(name) ? (
          <Tooltip key={name} label={word}>
            <ActionIcon variant="subtle" color="gray" size="lg" {...shared}>
              <Icon size={19} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ) : (
          <Button
            key={name}
            variant="subtle"
            color="gray"
            size="compact-sm"
            fw={500}
            leftSection={<Icon size={17} stroke={1.6} aria-hidden />}
            {...shared}
          >
            {word}
          </Button>
        );
      })}
      {selection.chosen.length < total && selection.chosen.length > 1 && (
        <Button variant="subtle" size="compact-sm" flex="none" onClick={() => void all()}>
          {t("library.selectAll")}
        </Button>
      )}
    </Group>
  );
}

/** These stand there as signs alone. */
const MINOR: ReadonlySet<ActionName> = new Set(["rename", "copy", "tags", "newVersion", "properties", "request"]);
