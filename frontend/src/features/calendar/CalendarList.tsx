/** All calendars with their colours, to be shown or hidden; rooms and the like can be made and changed here. */
import { ActionIcon, Button, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Calendar } from "@/api/types";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { CalendarDialog } from "./CalendarDialog";
import classes from "./CalendarList.module.css";
import { type Calendars, NO_CALENDAR, setShown, useHidden } from "./calendars";
import { colourOf } from "./colours";

export function CalendarList({ calendars }: { calendars: Calendars }) {
  const { t } = useTranslation();
  const hidden = useHidden();
  const mayWrite = useMay("editor");
  const [edited, setEdited] = useState<Calendar | "new" | null>(null);
  const people = calendars.all.filter((calendar) => calendar.owner);
  const resources = calendars.all.filter((calendar) => !calendar.owner);
  const ids = [...calendars.all.map((calendar) => calendar.id), NO_CALENDAR];
  const someHidden = ids.some((id) => hidden.has(id));
  const line = (id: string, name: string, calendar?: Calendar) => (
    <Group key={id} component="li" gap={4} wrap="nowrap" className={classes.line}>
      <Checkbox
        className={classes.box}
        size="xs"
        label={name}
        color={colourOf(calendars.colours, id)}
        checked={!hidden.has(id)}
        onChange={(event) => setShown([id], event.currentTarget.checked)}
      />
      {calendar && mayWrite && (
        <ActionIcon
          variant="subtle"
          color="gray"
          className={classes.edit}
          aria-label={t("calendar.editCalendar", { name })}
          onClick={() => setEdited(calendar)}
        >
          <IconPencil size={15} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
  return (
    <Stack gap="sm" component="section" aria-label={t("calendar.calendars")}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("calendar.calendars")}
        </Title>
        <Button size="compact-xs" variant="subtle" onClick={() => setShown(ids, someHidden)}>
          {t(someHidden ? "calendar.showAll" : "calendar.hideAll")}
        </Button>
      </Group>
      <ul className={classes.list}>
        {people.map((calendar) => line(calendar.id, calendar.name, calendar))}
        {line(NO_CALENDAR, t("calendar.withoutCalendar"))}
      </ul>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t("calendar.resources")}
        </Text>
        {mayWrite && (
          <ActionIcon variant="subtle" aria-label={t("calendar.newCalendar")} onClick={() => setEdited("new")}>
            <IconPlus size={17} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <ul className={classes.list}>{resources.map((calendar) => line(calendar.id, calendar.name, calendar))}</ul>
      {edited && <CalendarDialog calendar={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </Stack>
  );
}
