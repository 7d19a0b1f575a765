/** Calendars of rooms, cars and the like, which are made here; and those of people, which come with them. */
import { ActionIcon, Button, ColorSwatch, Group, Stack, Text } from "@mantine/core";
import { IconCalendar, IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Calendar } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { CalendarDialog } from "@/features/calendar/CalendarDialog";
import { useCalendars } from "@/features/calendar/calendars";
import { colourOf } from "@/features/calendar/colours";
import { Empty } from "@/ui/Empty";
import { Waiting } from "@/ui/Waiting";
import classes from "./Administration.module.css";

export default function CalendarsSection() {
  const { t } = useTranslation();
  const calendars = useCalendars();
  const [edited, setEdited] = useState<Calendar | "new" | null>(null);
  const resources = calendars.all.filter((calendar) => !calendar.owner);
  const people = calendars.all.filter((calendar) => calendar.owner);
  const rows = (some: readonly Calendar[]) => (
    <ul className={classes.rows}>
      {some.map((calendar) => (
        <Group key={calendar.id} component="li" wrap="nowrap" className={classes.row}>
          <ColorSwatch color={colourOf(calendars.colours, calendar.id)} size={20} withShadow={false} aria-hidden />
          <Stack gap={0} miw={0} flex={1}>
            <Text>{calendar.name}</Text>
            {calendar.description && (
              <Text size="sm" c="dimmed">
                {calendar.description}
              </Text>
            )}
          </Stack>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("calendar.editCalendar", { name: calendar.name })}
            onClick={() => setEdited(calendar)}
          >
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
    </ul>
  );
  if (calendars.isPending) return <Waiting />;
  return (
    <Stack>
      <Card
        title={t("administration.calendars.resources")}
        hint={t("administration.calendars.resourcesHint")}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited("new")}>
            {t("calendar.newCalendar")}
          </Button>
        }
      >
        {resources.length > 0 ? (
          rows(resources)
        ) : (
          <Empty
            icon={<IconCalendar size={40} stroke={1.2} aria-hidden />}
            title={t("administration.calendars.noResources")}
          />
        )}
      </Card>
      <Card title={t("administration.calendars.people")} hint={t("administration.calendars.peopleHint")}>
        {rows(people)}
      </Card>
      {edited && <CalendarDialog calendar={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </Stack>
  );
}
