/** Required documents while they are being changed. Keys tell rows apart while they have no name yet. */
import type { Requirement } from "../data";

export type ThingKind = Requirement["kind"];
export const THING_KINDS = [
  "appointment",
  "estate",
  "contact",
  "project",
  "task",
  "service",
  "location",
  "staff",
  "agents_log",
  "email",
] as const satisfies readonly ThingKind[];

export interface Kept {
  requirements: readonly Requirement[];
  tag: string;
}
export type DraftDocument = Requirement["documents"][number] & { key: string };
export interface DraftSet {
  key: string;
  kind: ThingKind;
  type: string;
  documents: readonly DraftDocument[];
}

export function emptyDocument(): DraftDocument {
  return { key: crypto.randomUUID(), role: "", title: "", description: "", mandatory: true };
}

export function emptySet(): DraftSet {
  return { key: crypto.randomUUID(), kind: "appointment", type: "", documents: [emptyDocument()] };
}

export function keptSets({ requirements }: Kept): readonly DraftSet[] {
  return requirements.map(({ kind, type, documents }) => ({
    key: crypto.randomUUID(),
    kind,
    type,
    documents: documents.map((document) => ({ ...document, key: crypto.randomUUID() })),
  }));
}

/** As the server takes them; rows without a name count as not there. */
export function asRequirements(sets: readonly DraftSet[]): Requirement[] {
  return sets.map(({ kind, type, documents }) => ({
    kind,
    type: type.trim(),
    documents: documents
      .filter(({ role }) => role.trim())
      .map(({ role, title, description, mandatory }) => ({ role: role.trim(), title, description, mandatory })),
  }));
}

/** The documents with one of them at another place. */
export function moved(documents: readonly DraftDocument[], key: string, place: number): readonly DraftDocument[] {
  const found = documents.find((document) => document.key === key);
  if (!found) return documents;
  const others = documents.filter((document) => document.key !== key);
  return [...others.slice(0, place), found, ...others.slice(place)];
}
