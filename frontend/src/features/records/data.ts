/** Records as the API keeps them: read, made, changed, put in the trash. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, done, withTag } from "@/api/client";
import { usePages } from "@/api/pages";
import type { components } from "@/api/schema";
import { RECORD_KINDS, type RecordKind, type RecordObject } from "@/api/types";
import { KEYS } from "@/live/keys";

export type Relation = components["schemas"]["Relation"];
export type RelationType = Relation["type"];
export type RecordAppointment = components["schemas"]["RecordAppointment"];

export interface Asked {
  q: string;
  order: string;
  trashed: boolean;
}
const PAGE = 100;
const MOST = 200;

export function isRecordKind(word: string | undefined): word is RecordKind {
  return RECORD_KINDS.some((kind) => kind === word);
}

export function useRecords(kind: RecordKind, asked: Asked) {
  return usePages([KEYS.records, kind, "list", asked], async (cursor) => {
    const query = { ...asked, limit: PAGE, cursor, count: cursor === undefined };
    const page = await done(api.GET("/records/{kind}", { params: { path: { kind }, query } }));
    return { ...page, items: page.items as RecordObject[] };
  });
}

/** How many there are of each kind, asked for at once. */
export function useCounts() {
  return useQuery({
    queryKey: [KEYS.records, "counts"],
    staleTime: 60_000,
    queryFn: async () => {
      const requests = RECORD_KINDS.map((kind) => ({
        method: "GET" as const,
        path: `/records/${kind}?limit=1&count=true&fields=number`,
        headers: { "If-Match": "", "If-None-Match": "", "Idempotency-Key": "", "Content-Type": "" },
      }));
      const { responses } = await done(api.POST("/batch", { body: { requests, stop_on_error: false } }));
      const totals = responses.map(({ body }) => (body as { total?: number }).total);
      return new Map(RECORD_KINDS.map((kind, place) => [kind, totals[place]]));
    },
  });
}

export interface Kept {
  record: RecordObject;
  tag: string;
}

/** One record, from the trash, too. */
export function useRecord(kind: RecordKind, id: string) {
  return useQuery({
    queryKey: [KEYS.records, kind, "one", id],
    queryFn: async (): Promise<Kept> => {
      const params = { path: { kind, id }, query: { trashed: true } };
      const { value, tag } = await withTag(api.GET("/records/{kind}/{id}", { params }));
      return { record: value as RecordObject, tag };
    },
  });
}

export interface Change {
  label?: string;
  active?: boolean;
  trashed?: boolean;
  fields?: Record<string, unknown>;
}

/** `tag`: only if nobody changed it since. */
export function change({ kind, id }: Pick<RecordObject, "kind" | "id">, body: Change, tag?: string) {
  const params = { path: { kind, id }, header: tag ? { "If-Match": tag } : {} };
  return done(api.PATCH("/records/{kind}/{id}", { params, body }));
}

export async function make(kind: RecordKind, body: Pick<Change, "label" | "fields">): Promise<RecordObject> {
  const wanted = { active: true, fields: body.fields ?? {}, ...(body.label && { label: body.label }) };
  return (await done(api.POST("/records/{kind}", { params: { path: { kind } }, body: wanted }))) as RecordObject;
}

export function trash({ kind, id }: Pick<RecordObject, "kind" | "id">) {
  return done(api.DELETE("/records/{kind}/{id}", { params: { path: { kind, id } } }));
}

/** Lets all that is shown of records be fetched anew. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient();
  return useCallback(
    () => Promise.all([KEYS.records, KEYS.people].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
    [queries],
  );
}

/** What a record belongs together with; its appointments are told by themselves. */
export function useRelations(id: string) {
  return useQuery({
    queryKey: [KEYS.records, "relations", id],
    queryFn: async () => {
      const found: Relation[] = [];
      let cursor: string | undefined;
      do {
        const query = { of: id, limit: MOST, cursor };
        const page = await done(api.GET("/relations", { params: { query } }));
        found.push(...(page.items as Relation[]));
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      return found.filter((relation) => relation.parent.kind !== "appointment");
    },
  });
}

export function useAppointmentsOf(kind: RecordKind, id: string) {
  return usePages([KEYS.appointments, "record", id], async (cursor) => {
    const params = { path: { kind, id }, query: { limit: MOST, cursor } };
    const page = await done(api.GET("/records/{kind}/{id}/appointments", { params }));
    return { ...page, items: page.items as RecordAppointment[] };
  });
}

export function useRequired(kind: RecordKind, id: string) {
  return useQuery({
    queryKey: [KEYS.missing, kind, id],
    queryFn: () => done(api.GET("/records/{kind}/{id}/required-documents", { params: { path: { kind, id } } })),
  });
}
