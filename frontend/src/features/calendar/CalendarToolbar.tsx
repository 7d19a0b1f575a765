/** Going through time, choosing a view, making an appointment. */
import { ActionIcon, Button, Group, Loader, NativeSelect, SegmentedControl, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconLayoutSidebar, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import { type Place, type Shape, stepped, VIEWS, type View } from "./place";

interface Props {
  place: Place;
  /** How the place is drawn. */
  shape: Shape;
  today: string;
  goTo: (place: Place) => void;
  isFetching: boolean;
  onCreate: () => void;
  /** None: the list of calendars stands beside the grid already. */
  onList: (() => void) | undefined;
}

export function CalendarToolbar({ place, shape, today, goTo, isFetching, onCreate, onList }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap={6} justify="flex-end">
      {isFetching && <Loader size="xs" type="dots" aria-label={t("shell.loading")} role="status" />}
      {onList && (
        <ActionIcon variant="default" size={34} aria-label={t("calendar.calendars")} onClick={onList}>
          <IconLayoutSidebar size={18} aria-hidden />
        </ActionIcon>
      )}
      <ActionIcon.Group>
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t(`calendar.previous.${shape}`)}
          onClick={() => goTo(stepped({ view: shape, day: place.day }, -1))}
        >
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <Button
          variant="default"
          size="sm"
          h={34}
          px="xs"
          radius={0}
          onClick={() => goTo({ view: place.view, day: today })}
        >
          {t("calendar.today")}
        </Button>
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t(`calendar.next.${shape}`)}
          onClick={() => goTo(stepped({ view: shape, day: place.day }, 1))}
        >
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
      </ActionIcon.Group>
      <ViewChoice view={place.view} shape={shape} onChange={(view) => goTo({ view, day: place.day })} />
      <Button
        visibleFrom="sm"
        h={34}
        leftSection={<IconPlus size={17} aria-hidden />}
        aria-keyshortcuts="n"
        onClick={onCreate}
      >
        {t("calendar.newAppointment")}
      </Button>
      <Tooltip label={t("calendar.newAppointment")}>
        <ActionIcon
          hiddenFrom="sm"
          variant="filled"
          size={34}
          aria-label={t("calendar.newAppointment")}
          aria-keyshortcuts="n"
          onClick={onCreate}
        >
          <IconPlus size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

/** All views beside each other, or where that is too wide, one list of them. */
function ViewChoice({ view, shape, onChange }: { view: View; shape: Shape; onChange: (view: View) => void }) {
  const { t } = useTranslation();
  const data = VIEWS.map((value) => ({ value, label: t(`calendar.views.${value === view ? shape : value}`) }));
  return (
    <>
      <SegmentedControl
        visibleFrom="sm"
        size="sm"
        aria-label={t("calendar.view")}
        value={view}
        onChange={onChange}
        data={data}
      />
      <NativeSelect
        hiddenFrom="sm"
        w={94}
        styles={{ input: { height: 34, minHeight: 34 } }}
        aria-label={t("calendar.view")}
        value={view}
        onChange={(event) => onChange(VIEWS.find((one) => one === event.currentTarget.value) ?? view)}
        data={data}
      />
    </>
  );
}
