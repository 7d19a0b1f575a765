/** The search page's words and filters, as they stand in its address: `/search?q=…&kind=file&tag=…`. */
import { useMemo } from "react";
import { useSearchParams } from "wouter";
import { type Filters, FOUND_KINDS } from "./find";

export const SIZES = {
  small: [null, 1_000_000],
  medium: [1_000_000, 10_000_000],
  large: [10_000_000, 100_000_000],
  huge: [100_000_000, null],
} as const satisfies Record<string, readonly [number | null, number | null]>;
export type SizeName = keyof typeof SIZES;
const DAY = /^\d{4}-\d\d-\d\d$/;

export interface Asked extends Filters {
  q: string;
  size: SizeName | null;
  /** `contact:<id>` or `staff:<id>`. */
  person: string;
}

function isSize(name: string | null): name is SizeName {
  return name !== null && name in SIZES;
}

function readFrom(params: URLSearchParams): Asked {
  const text = (name: string) => params.get(name) ?? "";
  const day = (name: string) => (DAY.test(text(name)) ? text(name) : "");
  const size = params.get("size");
  const [minBytes, maxBytes] = isSize(size) ? SIZES[size] : [null, null];
  return {
    q: text("q").trim(),
    kind: FOUND_KINDS.find((kind) => kind === params.get("kind")) ?? null,
    below: text("below"),
    person: text("person"),
    participant: text("person").split(":")[1] ?? "",
    tags: params.getAll("tag"),
    mediaType: text("type"),
    size: isSize(size) ? size : null,
    minBytes,
    maxBytes,
    since: day("since"),
    until: day("until"),
  };
}

function writtenOf(asked: Asked): URLSearchParams {
  const params = new URLSearchParams({ q: asked.q });
  const single = {
    kind: asked.kind,
    below: asked.below,
    person: asked.person,
    type: asked.mediaType,
    size: asked.size,
    since: asked.since,
    until: asked.until,
  };
  for (const [name, value] of Object.entries(single)) if (value) params.set(name, value);
  for (const tag of asked.tags) params.append("tag", tag);
  return params;
}

export function countFilters(asked: Asked): number {
  const single = [asked.below, asked.person, asked.mediaType, asked.size, asked.since, asked.until];
  return single.filter(Boolean).length + asked.tags.length;
}

/** What is asked for, and how to change it: each change replaces the page's address. */
export function useAsked(): [Asked, (change: Partial<Asked>) => void] {
  const [params, setParams] = useSearchParams();
  const asked = useMemo(() => readFrom(params), [params]);
  return [asked, (change) => setParams(writtenOf({ ...asked, ...change }), { replace: true })];
}

export const NO_FILTERS: Partial<Asked> = {
  below: "",
  person: "",
  tags: [],
  mediaType: "",
  size: null,
  since: "",
  until: "",
};
