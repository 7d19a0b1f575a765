/** What is shown of a record, by its kind: where it stands in the fields, what it is called, how it is written. */
import type { RecordKind } from "@/api/types";
import type { Words } from "@/words/en";

export type FieldWord = keyof Words["records"]["fields"];
type Fields = Record<string, unknown>;

export interface Known {
  /** Where it stands, with a dot before what one door alone knows. */
  path: string;
  word: FieldWord;
  as?: "email" | "phone" | "count" | "money" | "long" | "minutes";
}

const ADDRESS: readonly Known[] = [
  { path: "street", word: "street" },
  { path: "zip", word: "zip" },
  { path: "city", word: "city" },
  { path: "state", word: "state" },
  { path: "country", word: "country" },
];
const PERSON: readonly Known[] = [
  { path: "first_name", word: "first_name" },
  { path: "last_name", word: "last_name" },
  { path: "company", word: "company" },
  { path: "email", word: "email", as: "email" },
  { path: "phone", word: "phone", as: "phone" },
  { path: "mobile", word: "mobile", as: "phone" },
  ...ADDRESS,
];
const MINUTES: readonly Known[] = [
  { path: "duration_minutes", word: "duration_minutes", as: "minutes" },
  { path: "slot_minutes", word: "slot_minutes", as: "minutes" },
  { path: "buffer_before_minutes", word: "buffer_before_minutes", as: "minutes" },
  { path: "buffer_after_minutes", word: "buffer_after_minutes", as: "minutes" },
];
const ESTATE: readonly Known[] = [
  { path: "onoffice.objekttitel", word: "title" },
  { path: "onoffice.objektnr_extern", word: "reference" },
  { path: "street", word: "street" },
  { path: "onoffice.hausnummer", word: "house_number" },
  ...ADDRESS.slice(1),
  { path: "onoffice.kaufpreis", word: "purchase_price", as: "money" },
  { path: "onoffice.kaltmiete", word: "rent", as: "money" },
  { path: "onoffice.nebenkosten", word: "extra_costs", as: "money" },
  { path: "onoffice.warmmiete", word: "total_rent", as: "money" },
  { path: "rooms", word: "rooms", as: "count" },
  { path: "onoffice.anzahl_schlafzimmer", word: "bedrooms", as: "count" },
  { path: "onoffice.anzahl_badezimmer", word: "bathrooms", as: "count" },
  { path: "onoffice.wohnflaeche", word: "living_space", as: "count" },
  { path: "onoffice.grundstuecksflaeche", word: "plot", as: "count" },
  { path: "onoffice.etage", word: "floor" },
  { path: "onoffice.baujahr", word: "built" },
  { path: "onoffice.benutzer", word: "agent" },
  { path: "onoffice.objektbeschreibung", word: "description", as: "long" },
  { path: "onoffice.lage", word: "location", as: "long" },
  { path: "onoffice.ausstatt_beschr", word: "equipment", as: "long" },
];
const SUBJECT: Known = { path: "subject", word: "subject" };

/** Facts in the order in which they are read. */
export const FACTS: Record<RecordKind, readonly Known[]> = {
  estate: ESTATE,
  contact: PERSON,
  staff: [...PERSON, { path: "user_name", word: "user_name" }],
  task: [
    SUBJECT,
    { path: "onoffice.Deadline", word: "deadline" },
    { path: "onoffice.Verantwortung", word: "agent" },
    { path: "onoffice.Prio", word: "priority" },
    { path: "onoffice.Anmerkung", word: "note", as: "long" },
  ],
  agents_log: [
    { path: "onoffice.Datum", word: "happened" },
    { path: "onoffice.Aktionsart", word: "action" },
    { path: "onoffice.Benutzer", word: "agent" },
    { path: "onoffice.Bemerkung", word: "note", as: "long" },
  ],
  project: [SUBJECT, ...ADDRESS],
  location: ADDRESS,
  service: MINUTES,
  email: [SUBJECT, { path: "email", word: "email", as: "email" }],
};

/** What a form asks for beside the label: words that every door knows. */
export const ASKED: Record<RecordKind, readonly Known[]> = {
  estate: [...ADDRESS, { path: "rooms", word: "rooms", as: "count" }],
  contact: PERSON,
  staff: PERSON,
  task: [],
  agents_log: [],
  project: ADDRESS,
  location: ADDRESS,
  service: MINUTES,
  email: [],
};

/** These are called as their fields say; the others need a label of their own. */
export const NAMED_BY_FIELDS: readonly RecordKind[] = ["contact", "staff"];

export function valueAt(fields: Fields, path: string): unknown {
  return path.split(".").reduce<unknown>((value, word) => (isFields(value) ? value[word] : undefined), fields);
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value that no format is known for. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
