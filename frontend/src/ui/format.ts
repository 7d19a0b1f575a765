/** Dates, times, sizes and counts as the chosen language writes them, in the business's zone. */
import { useMemo } from "react";
import { localeOf } from "@/app/language";
import { useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

export function formats(language: string, zone: string) {
  const sizes = UNITS.map((unit, step) => sizeFormat(language, unit, step));
  const made = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
  const day = made({ dateStyle: "medium" });
  const longDay = made({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const time = made({ timeStyle: "short" });
  const moment = made({ dateStyle: "medium", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "long" });
  const count = new Intl.NumberFormat(language);
  return {
    language,
    zone,
    day: (instant: string | Date) => day.format(new Date(instant)),
    longDay: (instant: string | Date) => longDay.format(new Date(instant)),
    time: (instant: string | Date) => time.format(new Date(instant)),
    moment: (instant: string | Date) => moment.format(new Date(instant)),
    /** From one instant to another, without saying twice what both have. */
    range: (from: string | Date, until: string | Date) => moment.formatRange(new Date(from), new Date(until)),
    dayRange: (from: string | Date, until: string | Date) => day.formatRange(new Date(from), new Date(until)),
    ago: (instant: string | Date) => {
      const seconds = (new Date(instant).getTime() - Date.now()) / 1000;
      const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? (["second", 1] as const);
      return relative.format(Math.trunc(seconds / size), unit);
    },
    count: (value: number) => count.format(value),
    size: (bytes: number) => {
      const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
      const value = bytes / 1000 ** step;
      return sizes[step]?.[value < 10 ? "fine" : "whole"].format(value) ?? "";
    },
  };
}

/** Whole bytes in words; larger ones with a digit behind the point while the number is small. */
function sizeFormat(language: string, unit: string, step: number) {
  const unitDisplay = step === 0 ? ("long" as const) : ("short" as const);
  const made = (maximumFractionDigits: number) =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay, maximumFractionDigits });
  return { fine: made(step === 0 ? 0 : 1), whole: made(0) };
}

export function useFormat() {
  const { i18n } = useTranslation();
  const { zone } = useSession().business;
  return useMemo(() => formats(localeOf(i18n.language), zone), [i18n.language, zone]);
}
