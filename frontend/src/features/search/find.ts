/** Asks the server for what has certain words, wherever they stand. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import type { components } from "@/api/schema";
import { KEYS } from "@/live/keys";

export type Found = components["schemas"]["Found"];
type FoundPage = components["schemas"]["FoundPage"];
export type Excerpt = components["schemas"]["Excerpt"];
export type Kind = Found["kind"];

export const FOUND_KINDS = [
  "file",
  "folder",
  "appointment",
  "contact",
  "staff",
  "estate",
  "location",
  "project",
  "service",
  "task",
  "agents_log",
  "email",
] as const satisfies readonly Kind[];

/** What narrows a search; empty texts and lists narrow nothing. */
export interface Filters {
  kind: Kind | null;
  below: string;
  participant: string;
  tags: string[];
  mediaType: string;
  minBytes: number | null;
  maxBytes: number | null;
  /** Days of the business; `until` is the last day that counts. */
  since: string;
  until: string;
}

const PAGE = 40;

/** How hits stand together while somebody types, and how many of each. */
export const GROUPS = [
  { name: "files", kinds: ["file"], most: 6 },
  { name: "folders", kinds: ["folder"], most: 3 },
  { name: "appointments", kinds: ["appointment"], most: 4 },
  { name: "people", kinds: ["contact", "staff"], most: 4 },
  {
    name: "records",
    kinds: ["estate", "location", "project", "service", "task", "agents_log", "email"],
    most: 4,
  },
] as const satisfies readonly { name: string; kinds: readonly Kind[]; most: number }[];
export type GroupName = (typeof GROUPS)[number]["name"];

export interface Group {
  name: GroupName;
  hits: Found[];
  total: number;
}

async function fetchGroup(words: string, group: (typeof GROUPS)[number], signal: AbortSignal): Promise<Group> {
  const query = { q: words, kind: [...group.kinds], limit: group.most, count: true };
  const page = (await done(api.GET("/search", { params: { query }, signal }))) as FoundPage;
  return { name: group.name, hits: page.items, total: page.total ?? page.items.length };
}

/** The first hits of each group, while somebody types: an answer that is not wanted any more is given up. */
export function useFirstHits(words: string) {
  return useQuery({
    queryKey: [KEYS.search, "first", words],
    queryFn: ({ signal }) => Promise.all(GROUPS.map((group) => fetchGroup(words, group, signal))),
    enabled: words !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

function queryOf(words: string, filters: Filters) {
  return {
    q: words,
    ...(filters.below && { below: filters.below }),
    ...(filters.participant && { participant: filters.participant }),
    ...(filters.tags.length > 0 && { tag: filters.tags }),
    ...(filters.mediaType && { media_type: filters.mediaType }),
    ...(filters.minBytes !== null && { min_size_bytes: filters.minBytes }),
    ...(filters.maxBytes !== null && { max_size_bytes: filters.maxBytes }),
    ...(filters.since && { since: filters.since }),
    ...(filters.until && { until: dayAfter(filters.until) }),
  };
}

/** All hits, page by page. */
export function useHits(words: string, filters: Filters) {
  const query = { ...queryOf(words, filters), limit: PAGE, ...(filters.kind && { kind: [filters.kind] }) };
  return usePages<Found>(
    [KEYS.search, "all", query],
    async (cursor) =>
      (await done(api.GET("/search", { params: { query: { ...query, ...(cursor && { cursor }) } } }))) as FoundPage,
    words !== "",
  );
}

/** How many hits there are of each kind, whichever kind is shown. */
export function useCounts(words: string, filters: Filters) {
  const query = { ...queryOf(words, filters), limit: 1, count: true, fields: "id" };
  return useQuery({
    queryKey: [KEYS.search, "counts", query],
    queryFn: async ({ signal }) => {
      const page = await done(api.GET("/search", { params: { query }, signal }));
      return { total: page.total ?? 0, byKind: page.total_by_kind ?? {} };
    },
    enabled: words !== "",
    placeholderData: keepPreviousData,
  });
}
