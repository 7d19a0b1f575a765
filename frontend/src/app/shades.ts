/** Ten shades of a colour, light to dark, of which white text can stand on those from `FILLED` on. */
import type { MantineColorsTuple } from "@mantine/core";
import { contrast } from "@/ui/colour";

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** The shade that buttons are filled with. */
export const FILLED = 7;
/** What WCAG 2.2 (1.4.3) wants between text and what it stands on. */
const LEAST_CONTRAST = 4.5;
const STEP = 0.06;

/** `colour`: `#rrggbb`; one that is too light for white text is darkened until it is not. */
export function shades(colour: string): MantineColorsTuple {
  let filled = parsed(colour);
  while (contrast(written(filled), "#ffffff") < LEAST_CONTRAST) filled = mixed(filled, BLACK, STEP);
  const lighter = [0.91, 0.82, 0.64, 0.45, 0.3, 0.18, 0.08].map((share) => mixed(filled, WHITE, share));
  const darker = [0.18, 0.36].map((share) => mixed(filled, BLACK, share));
  return [...lighter, filled, ...darker].map(written) as unknown as MantineColorsTuple;
}

function parsed(colour: string): Rgb {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

function written(colour: Rgb): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** A `share` of the other colour, from 0 to 1, in it. */
function mixed(colour: Rgb, other: Rgb, share: number): Rgb {
  const part = (at: 0 | 1 | 2) => colour[at] * (1 - share) + other[at] * share;
  return [part(0), part(1), part(2)];
}
