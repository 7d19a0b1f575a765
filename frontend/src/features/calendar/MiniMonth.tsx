/** A small month to go to any day. */
import { DatePicker } from "@mantine/dates";
import "dayjs/locale/da";
import "dayjs/locale/de";
import "dayjs/locale/nl";
import { useEffect, useState } from "react";
import { useTranslation } from "@/app/translation";
import { firstWeekdayOf } from "./locale";
import "./dates.css";
import type { Days } from "./place";

interface Props {
  day: string;
  today: string;
  /** The week that the calendar shows; null where it shows more or less. */
  week: Days | null;
  onDay: (day: string) => void;
}

export function MiniMonth({ day, today, week, onDay }: Props) {
  const { t, i18n } = useTranslation();
  const [month, setMonth] = useState(day);
  useEffect(() => setMonth(day), [day]);
  return (
    <DatePicker
      size="xs"
      locale={i18n.language}
      firstDayOfWeek={weekdayFromSunday(firstWeekdayOf(i18n.language))}
      value={day}
      date={month}
      onDateChange={setMonth}
      onChange={(chosen) => chosen && onDay(chosen)}
      highlightToday
      weekendDays={[]}
      maxLevel="month"
      getDayProps={(date) => ({
        "aria-current": date === today ? "date" : undefined,
        inRange: week !== null && week.since <= date && date <= week.until,
      })}
      ariaLabels={{
        nextMonth: t("calendar.nextMonth"),
        previousMonth: t("calendar.previousMonth"),
      }}
    />
  );
}

function weekdayFromSunday(weekday: number): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  return ([0, 1, 2, 3, 4, 5, 6] as const)[weekday % 7] ?? 1;
}
