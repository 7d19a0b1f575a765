/** Values of records as the chosen language writes them. */
import { asText, valueAt } from "./kinds";

type Fields = Record<string, unknown>;

/** A sum in the currency that the record names, or in none. */
export function money(value: unknown, fields: Fields, language: string): string {
  const sum = typeof value === "number" ? value : Number.parseFloat(asText(value));
  if (!Number.isFinite(sum)) return asText(value);
  const currency = asText(valueAt(fields, "onoffice.waehrung"));
  const known = /^[A-Z]{3}$/.test(currency);
  return new Intl.NumberFormat(language, {
    maximumFractionDigits: Number.isInteger(sum) ? 0 : 2,
    ...(known && { style: "currency", currency }),
  }).format(sum);
}

export function figure(value: unknown, language: string): string {
  return typeof value === "number" ? new Intl.NumberFormat(language).format(value) : asText(value);
}
