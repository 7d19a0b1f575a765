/** The calendar: what happens when, in which calendar, and one appointment opened beside it. */
import { Drawer } from "@mantine/core";
import "@mantine/dates/styles.layer.css";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import { localeOf } from "@/app/language";
import { useMay, useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { Failed } from "@/ui/Failed";
import { Page } from "@/ui/Page";
import { CalendarGrid, type GridActions } from "./CalendarGrid";
import { CalendarList } from "./CalendarList";
import classes from "./CalendarPage.module.css";
import { CalendarToolbar } from "./CalendarToolbar";
import { useCalendars, useHidden } from "./calendars";
import { type Draft, draftAt } from "./draft";
import { firstWeekdayOf } from "./locale";
import { MiniMonth } from "./MiniMonth";
import { useMoves } from "./moves";
import { useEvents, useOccurrences } from "./occurrences";
import { daysShown, type Place, pathTo, placeIn, type Shape, titleOf, todayIn } from "./place";
import { ScopeDialog } from "./ScopeDialog";

const AppointmentPanel = lazy(() => import("@/features/appointment/AppointmentPanel"));
const AppointmentForm = lazy(() => import("./AppointmentForm"));
/** What does not fit is not drawn first, nor asked for. */
const AT_ONCE = { getInitialValueInEffect: false };

export default function CalendarPage() {
  const { t, i18n } = useTranslation();
  const { zone } = useSession().business;
  const mayWrite = useMay("editor");
  const [path, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  const [draft, setDraft] = useState<Partial<Draft> | null>(null);
  const [listOpened, listControl] = useDisclosure(false);
  const wide = useMediaQuery("(min-width: 75em)", undefined, AT_ONCE);
  const narrow = useMediaQuery("(max-width: 48em)", undefined, AT_ONCE);
  const onPhone = useMediaQuery("(max-width: 36em)", undefined, AT_ONCE);
  const today = todayIn(zone);
  const place = usePlaceIn(path, today);
  const shape: Shape = place.view === "week" && onPhone ? "days" : place.view;
  const shown = useMemo(() => ({ view: shape, day: place.day }), [shape, place.day]);
  const firstWeekday = firstWeekdayOf(i18n.language);
  const days = useMemo(() => daysShown(shown, firstWeekday), [shown, firstWeekday]);
  const { data, error, refetch, isFetching } = useOccurrences(days);
  const calendars = useCalendars();
  const events = useEvents(data, calendars, useHidden(), zone);
  const { move, asked } = useMoves(days);

  const goTo = useCallback((next: Place) => navigate(pathTo(next)), [navigate]);
  const actions = useMemo<GridActions>(
    () => ({
      goTo,
      move,
      open: ({ appointment, day }) => setSearch({ appointment, ...(day ? { day } : {}) }),
      create: (range) => setDraft(draftAt(range, zone)),
    }),
    [goTo, move, setSearch, zone],
  );
  const opened = search.get("appointment");
  const side = (
    <div className={classes.side}>
      <MiniMonth
        day={place.day}
        today={today}
        week={place.view === "week" || place.view === "list" ? days : null}
        onDay={(day) => goTo({ view: place.view, day })}
      />
      <CalendarList calendars={calendars} />
    </div>
  );
  return (
    <Page
      title={titleOf(shown, firstWeekday, localeOf(i18n.language), narrow ? "short" : "long")}
      layout="full"
      actions={
        <CalendarToolbar
          {...{ place, shape, today, goTo, isFetching }}
          onCreate={() => actions.create({ start: place.day })}
          onList={wide ? undefined : listControl.open}
        />
      }
    >
      <div className={classes.parts}>
        {wide ? (
          <aside className={classes.aside}>{side}</aside>
        ) : (
          <Drawer opened={listOpened} onClose={listControl.close} title={t("calendar.calendars")} size="xs">
            {side}
          </Drawer>
        )}
        <div className={classes.main}>
          {error && !data ? (
            <Failed error={error} again={refetch} />
          ) : (
            <CalendarGrid {...{ place: shown, events, mayWrite, actions }} />
          )}
        </div>
      </div>
      {asked && <ScopeDialog {...asked} />}
      <Suspense>
        {opened && <AppointmentPanel id={opened} day={search.get("day") ?? undefined} onClose={() => setSearch({})} />}
        {draft && <AppointmentForm draft={draft} onSaved={() => setDraft(null)} onClose={() => setDraft(null)} />}
      </Suspense>
    </Page>
  );
}

/** The same object as long as the place is the same, so that nothing is drawn anew without need. */
function usePlaceIn(path: string, today: string): Place {
  const { view, day } = placeIn(path, today);
  return useMemo(() => ({ view, day }), [view, day]);
}
