/** Colours of calendars: their own, or one of ours. Data, not style: themes mix them with what lies below. */
import type { Calendar } from "@/api/types";

export const SWATCHES: readonly string[] = [
  "#1f6f78",
  "#3b5bdb",
  "#b0483a",
  "#2f7d32",
  "#8e4ec6",
  "#b7791f",
  "#c2417c",
  "#0b7285",
  "#5c6f2b",
  "#6741d9",
  "#9a5b3f",
  "#56626e",
];
const PLAIN = "#56626e";

/** One without a colour gets the same one of ours on every screen, by its place among all. */
export function coloursOf(calendars: readonly Calendar[]): ReadonlyMap<string, string> {
  return new Map(
    calendars.map((calendar, place) => [
      calendar.id,
      calendar.colour || (SWATCHES[place % (SWATCHES.length - 1)] ?? PLAIN),
    ]),
  );
}

export function colourOf(colours: ReadonlyMap<string, string>, calendar: string | undefined): string {
  return (calendar && colours.get(calendar)) || PLAIN;
}
