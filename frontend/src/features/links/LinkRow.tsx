/** What rows of shares and of request links have in common: what it is, how it stands, what can be done, and its log. */
import { ActionIcon, Badge, Button, Group, Menu, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconBan, IconChevronDown, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "@/app/translation";
import { type LinkKind, useWithdraw } from "./data";
import { DIALOG_LAYER } from "./dialogs";
import classes from "./Links.module.css";

interface Props {
  kind: LinkKind;
  id: string;
  title: string;
  works: boolean;
  revoked: boolean;
  /** How it stands, in a word. */
  state: string;
  /** What else is to be told, one after another. */
  told: (string | null | false)[];
  /** Its log, and what the log is called. */
  log: ReactNode;
  logLabel: string;
  onChange: () => void;
}

export function LinkRow({ kind, id, title, works, revoked, state, told, log, logLabel, onChange }: Props) {
  const [opened, setOpened] = useState(false);
  const logId = useId();
  return (
    <div className={classes.row}>
      <Group align="start" gap="xs">
        <div className={classes.what}>
          <Group gap="xs">
            <Text fw={600} size="sm" className={classes.title}>
              {title}
            </Text>
            <Badge size="sm" variant="light" color={works ? undefined : "gray"}>
              {state}
            </Badge>
          </Group>
          <Text size="xs" c="dimmed">
            {told.filter(Boolean).join(" · ")}
          </Text>
        </div>
        <Button
          variant="subtle"
          size="compact-sm"
          color="gray"
          aria-expanded={opened}
          aria-controls={logId}
          rightSection={<IconChevronDown size={15} aria-hidden className={classes.arrow} />}
          onClick={() => setOpened(!opened)}
        >
          {logLabel}
        </Button>
        <Actions {...{ kind, id, title, revoked, onChange }} />
      </Group>
      <div id={logId}>{opened && log}</div>
    </div>
  );
}

type ActionsProps = Pick<Props, "kind" | "id" | "title" | "revoked" | "onChange">;

function Actions({ kind, id, title, revoked, onChange }: ActionsProps) {
  const { t } = useTranslation();
  const { mutate } = useWithdraw(kind);
  const ask = (forever: boolean) =>
    modals.openConfirmModal({
      title: t(forever ? "links.removeTitle" : "links.withdrawTitle", { name: title }),
      zIndex: DIALOG_LAYER + 10,
      children: <Text size="sm">{t(forever ? "links.removeText" : "links.withdrawText")}</Text>,
      labels: { confirm: t(forever ? "shell.remove" : "links.withdraw"), cancel: t("shell.cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => mutate({ id, forever }),
    });
  return (
    <Menu position="bottom-end" zIndex={DIALOG_LAYER + 50}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("links.actionsOf", { name: title })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!revoked && (
          <>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onChange}>
              {t("shell.edit")}
            </Menu.Item>
            <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={() => ask(false)}>
              {t("links.withdraw")}
            </Menu.Item>
          </>
        )}
        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => ask(true)}>
          {t("links.removeWithLog")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
