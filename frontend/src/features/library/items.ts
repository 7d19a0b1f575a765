/** What lies in a folder, page by page, in the order and through the filters that were chosen. */
import { type InfiniteData, type QueryClient, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import { api, done } from "@/api/client";
import type { Child } from "@/api/types";
import { KEYS } from "@/live/keys";

/** A file or folder as a list shows it. */
export type Item = Omit<Child, "fields" | "free_text" | "sha256" | "picture" | "trashed_at" | "uploader">;
export type Order =
  | "name"
  | "-name"
  | "modified_at"
  | "-modified_at"
  | "created_at"
  | "-created_at"
  | "size_bytes"
  | "-size_bytes";

export interface Filters {
  /** Text in the name. */
  q: string;
  tags: string[];
  /** A media type, or a group of them; only files have one. */
  mediaType: string | null;
  /** Days of the business, both inclusive; only asked of files. */
  since: string;
  until: string;
}
export const NO_FILTERS: Filters = { q: "", tags: [], mediaType: null, since: "", until: "" };

export interface ItemPage {
  items: Item[];
  next_cursor: string | null;
  total?: number;
  /** It was out of sight when the list was fetched anew: it is fetched once it is seen. */
  old?: boolean;
}
type Pages = InfiniteData<ItemPage, string | undefined>;

/** The places that are on the screen, both inclusive. */
interface InSight {
  first: number;
  last: number;
}

const PAGE = 200;
const MEMBERS =
  "id,number,kind,type,name,title,url,media_type,size_bytes,modified_at,modified_by,created_at,tags,visibility," +
  "attachments,preview,quarantine,parent,folder,version,category";

export function countFilters(filters: Filters): number {
  return [filters.q, filters.mediaType, filters.since, filters.until].filter(Boolean).length + filters.tags.length;
}

/** The key of all lists of a folder: whatever their order and filters. */
export function listKey(folder: string | null): readonly unknown[] {
  return [KEYS.folders, "children", folder];
}

async function fetchPage(folder: string | null, order: Order, filters: Filters, cursor?: string): Promise<ItemPage> {
  const asked = { fields: MEMBERS, limit: PAGE, order, ...(cursor ? { cursor } : { count: true }) };
  const common = {
    ...asked,
    ...(filters.q && { q: filters.q }),
    ...(filters.tags.length > 0 && { tag: filters.tags }),
  };
  const place = folder ?? "root";
  if (!filters.mediaType && !filters.since && !filters.until) {
    const found = api.GET("/folders/{id}/children", { params: { path: { id: place }, query: common } });
    return (await done(found)) as ItemPage;
  }
  const query = {
    ...common,
    folder: place,
    ...(filters.mediaType && { media_type: filters.mediaType }),
    ...(filters.since && { modified_since: filters.since }),
    ...(filters.until && { modified_until: filters.until }),
  };
  return (await done(api.GET("/files", { params: { query } }))) as ItemPage;
}

/** Where each page begins, and where the last one ends. */
function bounds(pages: readonly ItemPage[]): number[] {
  const ends = [0];
  for (const page of pages) ends.push((ends.at(-1) ?? 0) + page.items.length);
  return ends;
}

function isInSight(pages: readonly ItemPage[], index: number, { first, last }: InSight): boolean {
  const [begin = 0, end = 0] = bounds(pages).slice(index);
  return begin <= last && end >= first;
}

/**
 * Fetches pages one after another. Of a list that is fetched anew only the first page, which counts, and what is on
 * the screen is asked for; the rest stays as it was until it is seen. Each page is asked for with the cursor that the
 * one before told last, so nothing is left out between two.
 */
function pageReader(fetchAt: (cursor: string | undefined) => Promise<ItemPage>) {
  const places = new Map<string, number>();
  return async (cursor: string | undefined, before: Pages | undefined, inSight: InSight): Promise<ItemPage> => {
    const index = cursor === undefined ? 0 : (places.get(cursor) ?? before?.pageParams.indexOf(cursor) ?? -1);
    const known = before?.pages[index];
    const page =
      known && before && index > 0 && !isInSight(before.pages, index, inSight)
        ? { ...known, old: true }
        : await fetchAt(cursor);
    if (page.next_cursor) places.set(page.next_cursor, index < 0 ? (before?.pages.length ?? 0) + 1 : index + 1);
    return page;
  };
}

/** All items. One that was moved may still stand in a page that is not fetched anew yet. */
function itemsOf(pages: readonly ItemPage[]): Item[] {
  const items = pages.flatMap((page) => page.items);
  if (!pages.some((page) => page.old)) return items;
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

export function useItems(folder: string | null, order: Order, filters: Filters) {
  const queries = useQueryClient();
  const inSight = useRef<InSight>({ first: 0, last: 0 });
  const key = useMemo(() => [...listKey(folder), order, filters], [folder, order, filters]);
  const read = useMemo(
    () => pageReader((cursor) => fetchPage(folder, order, filters, cursor)),
    [folder, order, filters],
  );
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam, queries.getQueryData<Pages>(key), inSight.current),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // Thousands of rows would be compared one by one, for the few that are on the screen.
    structuralSharing: false,
    refetchOnWindowFocus: false,
  });
  const pages = query.data?.pages;
  const items = useMemo(() => itemsOf(pages ?? []), [pages]);
  const total = query.hasNextPage ? Math.max(pages?.[0]?.total ?? 0, items.length + 1) : items.length;
  const { fetchNextPage, refetch, hasNextPage, isFetching, isError } = query;
  const fetchMore = useCallback(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetching, isError]);
  /** Says what is on the screen; what lacks there, or is old, is fetched. */
  const show = useCallback(
    (first: number, last: number) => {
      inSight.current = { first, last };
      if (isFetching || isError || !pages) return;
      if (last >= items.length) fetchMore();
      else if (pages.some((page, index) => page.old && isInSight(pages, index, { first, last }))) void refetch();
    },
    [isFetching, isError, pages, items, fetchMore, refetch],
  );
  /** All that there is, fetched to the end. */
  const fetchAll = useCallback(async (): Promise<Item[]> => {
    let result = await fetchNextPage({ cancelRefetch: false });
    while (result.hasNextPage && !result.isError) result = await result.fetchNextPage({ cancelRefetch: false });
    return result.data?.pages.flatMap((page) => page.items) ?? [];
  }, [fetchNextPage]);
  return { ...query, items, total, fetchMore, show, fetchAll };
}

/** Shows a change of one item at once in all lists of its folder. Gives back what undoes that. */
export function changeShown(
  queries: QueryClient,
  folder: string | null,
  id: string,
  change: Partial<Item>,
): () => void {
  const before = queries.getQueriesData<InfiniteData<ItemPage>>({ queryKey: listKey(folder) });
  const changed = (item: Item) => (item.id === id ? { ...item, ...change } : item);
  queries.setQueriesData<InfiniteData<ItemPage>>(
    { queryKey: listKey(folder) },
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(changed) })) },
  );
  return () => {
    for (const [key, data] of before) queries.setQueryData(key, data);
  };
}

/** The files of a list that a preview goes through. */
export function previewable(items: readonly Item[]): string[] {
  return items.filter((item) => item.kind === "file" && item.type !== "link").map((item) => item.id);
}
