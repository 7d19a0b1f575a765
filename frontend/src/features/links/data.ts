/** Shares and request links: how they are listed, made, changed and withdrawn. */
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import type { components } from "@/api/schema";
import type { RequestLink, Share } from "@/api/types";
import { KEYS } from "@/live/keys";

type Schemas = components["schemas"];
export type NewShare = Schemas["NewShare"];
export type ShareChange = Schemas["ShareChange"];
export type NewRequestLink = Schemas["NewRequestLink"];
export type RequestLinkChange = Schemas["RequestLinkChange"];
export type Expected = Schemas["Expected"];
export type Use = Schemas["Use"];
export type Arrival = Schemas["Arrival"];
/** Links that were made come with their address. */
interface Saved {
  url?: string;
}
export type LinkKind = "share" | "request";

const PAGE = 50;

interface PageOf<T> {
  items: T[];
  next_cursor: string | null;
  total?: number;
}

/** `open`: only those that are neither withdrawn nor expired. */
export function useShares(filter: { open: boolean; item?: string }, enabled = true) {
  return usePages<Share>(
    [KEYS.shares, "list", filter],
    async (cursor) => {
      const query = { ...filter, limit: PAGE, ...(cursor ? { cursor } : { count: true }) };
      return (await done(api.GET("/shares", { params: { query } }))) as PageOf<Share>;
    },
    enabled,
  );
}

export function useRequestLinks(filter: { open: boolean }) {
  return usePages<RequestLink>([KEYS.requestLinks, "list", filter], async (cursor) => {
    const query = { ...filter, limit: PAGE, ...(cursor ? { cursor } : { count: true }) };
    return (await done(api.GET("/request-links", { params: { query } }))) as PageOf<RequestLink>;
  });
}

export function useUses(id: string) {
  return usePages<Use>([KEYS.shares, "uses", id], async (cursor) => {
    const query = { limit: PAGE, ...(cursor && { cursor }) };
    return (await done(api.GET("/shares/{id}/uses", { params: { path: { id }, query } }))) as PageOf<Use>;
  });
}

export function useArrivals(id: string) {
  return usePages<Arrival>([KEYS.requestLinks, "arrivals", id], async (cursor) => {
    const query = { limit: PAGE, ...(cursor && { cursor }) };
    const found = api.GET("/request-links/{id}/arrivals", { params: { path: { id }, query } });
    return (await done(found)) as PageOf<Arrival>;
  });
}

/** The documents that an appointment needs and has not got. */
export function useMissing(appointment: string | null) {
  return useQuery({
    queryKey: [KEYS.missing, "of", appointment],
    queryFn: async () => {
      const path = { id: appointment ?? "" };
      const { items } = await done(api.GET("/appointments/{id}/required-documents", { params: { path } }));
      return items.filter((document) => document.missing);
    },
    enabled: appointment !== null,
  });
}

function refresh(queries: QueryClient, kind: LinkKind): Promise<void> {
  return queries.invalidateQueries({ queryKey: [kind === "share" ? KEYS.shares : KEYS.requestLinks] });
}

/** Makes a share or changes one; the form tells of failures. */
export function useSaveShare(share: Share | undefined) {
  const queries = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: async (body: NewShare): Promise<Saved> => {
      if (!share) return (await done(api.POST("/shares", { body }))) as Saved;
      const { items: _items, ...change } = body;
      await done(api.PATCH("/shares/{id}", { params: { path: { id: share.id } }, body: change }));
      return {};
    },
    onSuccess: () => refresh(queries, "share"),
  });
}

/** Makes a request link or changes one. At the top of the library a folder is made for what comes. */
export function useSaveRequest(link: RequestLink | undefined) {
  const queries = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: async ({ into, ...rest }: Omit<NewRequestLink, "into"> & { into: string | null }): Promise<Saved> => {
      if (link) {
        const { expected, ...others } = rest;
        const body: RequestLinkChange = { ...others, ...(expected && { expected }) };
        await done(api.PATCH("/request-links/{id}", { params: { path: { id: link.id } }, body }));
        return {};
      }
      const place = into ?? (await makeFolder(rest.name));
      return (await done(api.POST("/request-links", { body: { ...rest, into: place } }))) as Saved;
    },
    onSuccess: () => refresh(queries, "request"),
  });
}

async function makeFolder(name: string): Promise<string> {
  const made = await done(api.POST("/folders", { body: { name, parent: null, tags: [], fields: {} } }));
  return made.id ?? "";
}

/** Withdraws a link, or removes what is remembered of it, too. */
export function useWithdraw(kind: LinkKind) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, forever }: { id: string; forever: boolean }) => {
      const params = { path: { id }, query: { forever } };
      if (kind === "share") return done(api.DELETE("/shares/{id}", { params }));
      return done(api.DELETE("/request-links/{id}", { params }));
    },
    onSuccess: () => refresh(queries, kind),
  });
}
