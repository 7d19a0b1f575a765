/** How the chosen language counts hours and weeks, and FullCalendar's texts in it. */
import type { LocaleInput } from "@fullcalendar/react";
import da from "@fullcalendar/react/locales/da";
import de from "@fullcalendar/react/locales/de";
import enGb from "@fullcalendar/react/locales/en-gb";
import nl from "@fullcalendar/react/locales/nl";
import { localeOf } from "@/app/language";

const TEXTS: Record<string, LocaleInput> = { da, de, nl, "en-GB": enGb };

/** FullCalendar's texts. American English is what it speaks by itself. */
export function textsOf(language: string): LocaleInput | string {
  return TEXTS[localeOf(language)] ?? TEXTS[language] ?? "en";
}

interface WeekInfo {
  firstDay: number;
}
type LocaleWithWeek = Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo };

/** 1 is Monday, 7 is Sunday. Where the browser does not tell, weeks begin on Monday. */
export function firstWeekdayOf(language: string): number {
  const locale: LocaleWithWeek = new Intl.Locale(localeOf(language));
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

export function is12Hours(language: string): boolean {
  return new Intl.DateTimeFormat(localeOf(language), { hour: "numeric" }).resolvedOptions().hour12 ?? false;
}

/** How an event tells its hours: all of one length, where they are counted to 24. */
export function hoursOf(language: string): { hour: "numeric" | "2-digit"; minute: "2-digit" } {
  return { hour: is12Hours(language) ? "numeric" : "2-digit", minute: "2-digit" };
}

const DATE_FORMATS: Record<string, string> = { de: "DD.MM.YYYY", da: "DD.MM.YYYY", nl: "DD-MM-YYYY" };

/** How a day is written into a field, in the words of the date library. */
export function dateFormatOf(language: string): string {
  return DATE_FORMATS[language] ?? "D MMM YYYY";
}
