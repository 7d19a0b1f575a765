/** The days with what happens on them: FullCalendar in our colours, with keys for every event. */
import FullCalendar, {
  type CalendarOptions,
  type CalendarRef,
  type DateSelectInfo,
  type EventClickInfo,
  type EventDisplayInfo,
  type EventDropInfo,
  type EventInput,
  type EventResizeDoneInfo,
} from "@fullcalendar/react";
import dayGrid from "@fullcalendar/react/daygrid";
import interaction from "@fullcalendar/react/interaction";
import list from "@fullcalendar/react/list";
import "@fullcalendar/react/skeleton.css";
import forma from "@fullcalendar/react/themes/forma";
import "@fullcalendar/react/themes/forma/theme.css";
import timeGrid from "@fullcalendar/react/timegrid";
import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, memo, useDeferredValue, useEffect, useMemo, useRef } from "react";
import { useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { firstOfEachDay, moreLabels } from "./busy";
import classes from "./CalendarGrid.module.css";
import { labels, occurrenceOf } from "./EventLabel";
import { fileDrops, markEvent, reachableByKeyboard, walkByArrows } from "./gridElements";
import { firstWeekdayOf, hoursOf, textsOf } from "./locale";
import { DAYS_ON_A_PHONE, type Place, type Shape, type Shown, todayIn } from "./place";

const PLUGINS = [dayGrid, timeGrid, list, interaction, forma];
const NAMES: Record<Shape, string> = {
  month: "dayGridMonth",
  week: "timeGridWeek",
  days: "timeGridDays",
  day: "timeGridDay",
  list: "listWeek",
};
const EVENT_CLASS = ({ event }: EventDisplayInfo) => {
  const status = occurrenceOf(event)?.status;
  return status === "cancelled" || status === "no_show" ? classes.off : status === "pending" ? classes.pending : "";
};
/** What is the same for every calendar. */
const STEADY: CalendarOptions = {
  plugins: PLUGINS,
  headerToolbar: false,
  height: "100%",
  nowIndicator: true,
  weekNumbers: true,
  slotDuration: "00:30:00",
  snapDuration: "00:15:00",
  scrollTime: "07:30:00",
  scrollTimeReset: false,
  defaultTimedEventDuration: "01:00:00",
  forceEventDuration: true,
  allDayMaintainDuration: true,
  longPressDelay: 450,
  selectMirror: true,
  eventInteractive: true,
  eventClass: EVENT_CLASS,
  eventShortHeight: 40,
  eventMinHeight: 26,
  rowEventClass: classes.row,
  listItemEventClass: classes.row,
  listItemEventInnerClass: classes.listed,
  listItemEventTimeClass: classes.listedTime,
  rowMoreLinkClass: classes.row,
  dayCellTopClass: classes.dayTop,
  dayCellTopInnerClass: classes.dayLink,
  columnMoreLinkClass: classes.more,
  listDayClass: classes.listDay,
  columnEventTitleClass: ({ isShort }) => (isShort ? "" : classes.wrapped),
  columnEventTimeClass: ({ isShort }) => (isShort ? classes.after : ""),
  listDayFormat: { day: "numeric", month: "short" },
  listDayAltFormat: { weekday: "long" },
  // Elsewhere a day's name and what its link is called would differ.
  views: {
    dayGridMonth: { navLinks: true },
    timeGridDays: { type: "timeGrid", duration: { days: DAYS_ON_A_PHONE } },
  },
  eventDidMount: markEvent,
  viewDidMount: reachableByKeyboard,
};

/**
 * How many events fit into a day of a month is reckoned here: FullCalendar would draw them all to see.
 * In pixels: the number of the day (with its share of the weekdays' line), and an event.
 */
const MONTH_ROWS = 6;
const DAY_HEAD_PX = 34;
const EVENT_PX = 24.5;
/** Beside each other at one time there is room for as many events. */
const NARROW_PX = 600;
const BESIDE = { wide: 4, narrow: 1, days: 2 };

const NONE_LEFT: ReadonlyMap<string, number> = new Map();

export interface GridActions {
  open: (name: { appointment: string; day: string | null }) => void;
  goTo: (place: Place) => void;
  /** In a range, or at a usual time of a day. */
  create: (range: { start: string; end?: string; allDay?: boolean }) => void;
  move: (info: EventDropInfo | EventResizeDoneInfo) => void;
}

interface Props {
  place: Shown;
  events: EventInput[];
  /** Whether files may be put in, too; what may be moved is said by each event. */
  mayWrite: boolean;
  actions: GridActions;
}

export const CalendarGrid = memo(function CalendarGrid({ place, events, mayWrite, actions }: Props) {
  const { t, i18n } = useTranslation();
  const { zone } = useSession().business;
  const calendar = useRef<CalendarRef>(null);
  useEffect(() => {
    calendar.current?.getApi().changeView(NAMES[place.view], place.day);
  }, [place.view, place.day]);
  const { ref: box, width, height } = useElementSize();
  const fitting = Math.max(1, Math.floor((height / MONTH_ROWS - DAY_HEAD_PX) / EVENT_PX) - 1);
  const crowded = place.view === "week" && width < NARROW_PX;
  const isMonth = place.view === "month";
  const shown = useDeferredValue(events);
  const { events: drawn, left } = useMemo(
    () => (isMonth ? firstOfEachDay(shown) : { events: shown, left: NONE_LEFT }),
    [shown, isMonth],
  );
  const options = useMemo<CalendarOptions>(
    () => ({
      ...STEADY,
      timeZone: zone,
      locale: textsOf(i18n.language),
      firstDay: firstWeekdayOf(i18n.language) % 7,
      eventTimeFormat: hoursOf(i18n.language),
      editable: true,
      selectable: true,
      eventMaxStack: crowded ? BESIDE.narrow : place.view === "days" ? BESIDE.days : BESIDE.wide,
      dayMaxEvents: fitting,
      eventContent: labels(t, i18n.language),
      noEventsText: t("calendar.noEvents"),
      eventClick: ({ event, jsEvent }: EventClickInfo) => {
        jsEvent.preventDefault();
        const occurrence = occurrenceOf(event);
        if (occurrence) actions.open(occurrence);
      },
      select: ({ startStr, endStr, allDay }: DateSelectInfo) =>
        actions.create({ start: startStr, end: endStr, allDay }),
      eventDrop: actions.move,
      eventResize: actions.move,
      moreLinkContent: moreLabels(left),
      moreLinkClick: ({ date }) => {
        const day = todayOf(date, zone);
        if (!left.has(day)) return "popover";
        actions.goTo({ view: "day", day });
        return NAMES.day;
      },
      navLinkDayClick: (date: Date) => actions.goTo({ view: "day", day: todayOf(date, zone) }),
      navLinkWeekClick: (date: Date) => actions.goTo({ view: "week", day: todayOf(date, zone) }),
    }),
    [zone, i18n.language, actions, t, fitting, crowded, left, place.view],
  );
  const keys = (key: KeyboardEvent<HTMLElement>) => {
    walkByArrows(key);
    if (key.key === "n" && !key.ctrlKey && !key.metaKey && !key.altKey) actions.create({ start: place.day });
  };
  const first = useRef(place).current;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section of the page with keys of its own, not a form's group
    <div
      ref={box}
      role="group"
      className={classes.grid}
      aria-label={t("calendar.grid")}
      onKeyDown={keys}
      {...(mayWrite ? fileDrops : {})}
    >
      <FullCalendar
        ref={calendar}
        {...options}
        initialView={NAMES[first.view]}
        initialDate={first.day}
        now={`${todayIn(zone)}`}
        events={drawn}
      />
    </div>
  );
});

function todayOf(instant: Date, zone: string): string {
  return new Intl.DateTimeFormat("sv", { timeZone: zone }).format(instant);
}
