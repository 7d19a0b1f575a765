/** The head of the panel: what the appointment is called, how it stands, what can be done with it. */
import { ActionIcon, Badge, Button, Group, Menu, Title, Tooltip, UnstyledButton } from "@mantine/core";
import {
  IconCalendarOff,
  IconChevronDown,
  IconDots,
  IconMailForward,
  IconPencil,
  IconShare,
  IconTrash,
  IconX,
  IconZip,
} from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { BASE } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { openRequestDialog, openShareDialog } from "@/features/links/dialogs";
import classes from "./AppointmentPanel.module.css";
import { useActs } from "./acts";
import { type Seen, type Status, shownOf } from "./reading";
import { ScopeQuestion } from "./ScopeQuestion";

const AppointmentForm = lazy(async () => ({
  default: (await import("@/features/calendar/AppointmentForm")).AppointmentForm,
}));

const STATUSES: readonly Status[] = ["active", "pending", "completed", "no_show", "cancelled"];
const COLOURS: Record<Status, string> = {
  active: "teal",
  pending: "yellow",
  completed: "blue",
  no_show: "orange",
  cancelled: "red",
};

interface Props {
  seen: Seen;
  day?: string;
  titleId: string;
  onClose: () => void;
}

/** What was chosen, while it is asked for how much of a series. */
type Asked = { act: "delete" } | { act: "status"; status: Status };

export function PanelHead({ seen, day, titleId, onClose }: Props) {
  const { t } = useTranslation();
  const { appointment } = seen;
  const { subject, status } = shownOf(seen);
  const { setStatus, remove } = useActs(seen, day, onClose);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [editing, setEditing] = useState(false);
  const inSeries = Boolean(appointment.rrule && day);
  const canWrite = appointment.right !== "read";

  const choose = (wanted: Asked) => {
    if (inSeries) setAsked(wanted);
    else if (wanted.act === "delete") remove.mutate("all");
    else setStatus.mutate({ status: wanted.status, scope: "all" });
  };
  return (
    <header className={classes.head}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Title
          order={2}
          id={titleId}
          className={classes.title}
          td={status === "cancelled" ? "line-through" : undefined}
        >
          {subject || t("appointment.noSubject")}
        </Title>
        <CloseButton onClose={onClose} />
      </Group>
      <Group justify="space-between" mt={8} gap="xs">
        <StatusMenu status={status} readOnly={!canWrite} onChoose={(next) => choose({ act: "status", status: next })} />
        <Group gap={6}>
          {canWrite && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={14} aria-hidden />}
              onClick={() => setEditing(true)}
            >
              {t("shell.edit")}
            </Button>
          )}
          <Tooltip label={t("appointment.dossier")}>
            <ActionIcon
              component="a"
              href={`${BASE}/appointments/${appointment.id}/dossier`}
              download
              variant="default"
              size={30}
              aria-label={t("appointment.dossier")}
            >
              <IconZip size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
          {canWrite && (
            <More
              seen={seen}
              label={subject || t("appointment.noSubject")}
              onCancel={() => choose({ act: "status", status: "cancelled" })}
              onDelete={() => choose({ act: "delete" })}
            />
          )}
        </Group>
      </Group>
      {asked && (
        <ScopeQuestion
          title={t(asked.act === "delete" ? "appointment.deleteTitle" : "appointment.statusTitle")}
          hint={asked.act === "delete" ? t("appointment.deleteThisHint") : undefined}
          onChoose={(scope) => {
            setAsked(null);
            if (asked.act === "delete") {
              remove.mutate(scope);
            } else {
              setStatus.mutate({ status: asked.status, scope });
            }
          }}
          onClose={() => setAsked(null)}
        />
      )}
      <Suspense>
        {editing && (
          <AppointmentForm
            appointment={appointment}
            day={day}
            onSaved={() => setEditing(false)}
            onClose={() => setEditing(false)}
          />
        )}
      </Suspense>
    </header>
  );
}

export function CloseButton({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("shell.close")} onClick={onClose}>
      <IconX size={20} aria-hidden />
    </ActionIcon>
  );
}

interface StatusMenuProps {
  status: Status;
  readOnly: boolean;
  onChoose: (status: Status) => void;
}

function StatusMenu({ status, readOnly, onChoose }: StatusMenuProps) {
  const { t } = useTranslation();
  const words = t(`appointment.statuses.${status}`);
  if (readOnly) {
    return (
      <Badge variant="light" color={COLOURS[status]} tt="none" size="lg">
        {words}
      </Badge>
    );
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton aria-label={t("appointment.status", { status: words })}>
          <Badge
            variant="dot"
            color={COLOURS[status]}
            tt="none"
            size="lg"
            style={{ cursor: "pointer" }}
            rightSection={<IconChevronDown size={13} aria-hidden />}
          >
            {words}
          </Badge>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {STATUSES.filter((other) => other !== status).map((other) => (
          <Menu.Item key={other} onClick={() => onChoose(other)}>
            {t(`appointment.statuses.${other}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface MoreProps {
  seen: Seen;
  label: string;
  onCancel: () => void;
  onDelete: () => void;
}

function More({ seen: { appointment }, label, onCancel, onDelete }: MoreProps) {
  const { t } = useTranslation();
  const { id, right, status } = appointment;
  const icon = { size: 16, "aria-hidden": true };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={t("appointment.actions")}>
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconShare {...icon} />}
          onClick={() => openShareDialog([{ id, kind: "appointment", label }])}
        >
          {t("appointment.share")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMailForward {...icon} />}
          onClick={() => openRequestDialog({ id, kind: "appointment", label })}
        >
          {t("appointment.request")}
        </Menu.Item>
        <Menu.Divider />
        {status !== "cancelled" && (
          <Menu.Item leftSection={<IconCalendarOff {...icon} />} onClick={onCancel}>
            {t("appointment.cancelIt")}
          </Menu.Item>
        )}
        {right === "remove" && (
          <Menu.Item color="red" leftSection={<IconTrash {...icon} />} onClick={onDelete}>
            {t("shell.delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
