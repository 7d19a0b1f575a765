/** Colours as `#rrggbb`: how they contrast, and which text can be read on one; and addresses of a business's pictures. */
import { BASE } from "@/api/client";

/** An address below the API as the browser asks for it. */
export function below(path: string): string {
  return `${BASE}${path}`;
}

/** Relative luminance of `#rrggbb`. Source: WCAG 2.2. */
function luminance(colour: string): number {
  const part = (at: number) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/** Contrast of two colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** Black or white, whichever is read better on a colour; one of them always can be. */
export function textOn(colour: string): string {
  return contrast(colour, "#ffffff") >= contrast(colour, "#000000") ? "#ffffff" : "#000000";
}

/** The look of a button in the business's colour. */
export function buttonIn(colour: string | null | undefined) {
  if (!colour || !isColour(colour)) return {};
  return { style: { "--button-bg": colour, "--button-hover": colour, "--button-color": textOn(colour) } };
}
