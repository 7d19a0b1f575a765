/** Hears of changes as they happen, whoever made them, and lets what they touch be fetched anew. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { BASE } from "@/api/client";
import { KEYS, TOUCHED, TOUCHED_BY_ANY_RECORD } from "./keys";

/** Changes that come in a swarm, as of a job, are taken together. */
const GATHER_MS = 250;

export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const source = new EventSource(`${BASE}/events`);
    const touched = new Set<string>();
    let timer: number | undefined;
    const refresh = () => {
      timer = undefined;
      for (const key of touched) void queries.invalidateQueries({ queryKey: [key] });
      touched.clear();
    };
    const gather = (keys: readonly string[]) => {
      for (const key of keys) touched.add(key);
      touched.add(KEYS.activity);
      timer ??= window.setTimeout(refresh, GATHER_MS);
    };
    source.addEventListener("change", (event) => {
      const { kind } = JSON.parse(event.data as string) as { kind: string };
      gather(TOUCHED[kind] ?? TOUCHED_BY_ANY_RECORD);
    });
    source.addEventListener("resync", () => void queries.invalidateQueries());
    return () => {
      window.clearTimeout(timer);
      source.close();
    };
  }, [queries]);
}
