/** The newest requests at all doors: what was asked before, and what comes in while one looks. */
import { useCallback, useEffect, useMemo, useReducer } from "react";
import { api, BASE, done } from "@/api/client";
import type { components } from "@/api/schema";

export type Logged = components["schemas"]["Request"];

const KEPT = 500;
const PAGE = 200;

interface State {
  /** Newest first. */
  rows: readonly Logged[];
  /** Came while it was paused, newest first; null while it is not. */
  waiting: readonly Logged[] | null;
  leftOut: number;
  connected: boolean;
  /** What is there from before was fetched, or why it was not. */
  history: "asked" | "there" | { error: unknown };
}
type Happening =
  | { what: "came"; request: Logged }
  | { what: "history"; rows: readonly Logged[]; leftOut: number }
  | { what: "failed"; error: unknown }
  | { what: "connected"; connected: boolean }
  | { what: "pause" };

const NOTHING: State = { rows: [], waiting: null, leftOut: 0, connected: false, history: "asked" };

/** Of somebody who is logged in with a browser, as these pages ask them; a program shows a token. */
export function isOwn({ door, credential }: Logged): boolean {
  return (door === "native" || door === "tus") && credential === null;
}

/** Each once, newest first; these pages' own crowd out no others. */
function joined(some: readonly Logged[], others: readonly Logged[]): Logged[] {
  const all = new Map([...others, ...some].map((row) => [row.id, row]));
  const room = { own: KEPT, other: KEPT };
  return [...all.values()]
    .sort((one, other) => (one.at < other.at ? 1 : -1))
    .filter((row) => room[isOwn(row) ? "own" : "other"]-- > 0);
}

function next(state: State, happening: Happening): State {
  switch (happening.what) {
    case "came":
      return state.waiting
        ? { ...state, waiting: joined([happening.request], state.waiting) }
        : { ...state, rows: joined([happening.request], state.rows) };
    case "history":
      return { ...state, rows: joined(state.rows, happening.rows), leftOut: happening.leftOut, history: "there" };
    case "failed":
      return { ...state, history: { error: happening.error } };
    case "connected":
      return { ...state, connected: happening.connected };
    case "pause":
      return state.waiting
        ? { ...state, rows: joined(state.waiting, state.rows), waiting: null }
        : { ...state, waiting: [] };
  }
}

export interface Filters {
  door: Logged["door"] | null;
  failed: boolean;
}

/** What comes is kept whatever it is; of what was, that is asked for which the filters let through. */
export function useRequestLog({ door, failed }: Filters) {
  const [state, happens] = useReducer(next, NOTHING);
  const fetchHistory = useCallback(async () => {
    try {
      const page = await done(
        api.GET("/requests", { params: { query: { limit: PAGE, failed, ...(door && { door }) } } }),
      );
      happens({ what: "history", rows: page.items as Logged[], leftOut: page.left_out_count });
    } catch (error) {
      happens({ what: "failed", error });
    }
  }, [door, failed]);
  useEffect(() => {
    const source = new EventSource(`${BASE}/requests/events`);
    source.addEventListener("open", () => happens({ what: "connected", connected: true }));
    source.addEventListener("error", () => happens({ what: "connected", connected: false }));
    source.addEventListener("request", (event) => {
      happens({ what: "came", request: JSON.parse(event.data as string) as Logged });
    });
    return () => source.close();
  }, []);
  const { connected } = state;
  // Only once it is heard what comes, so that nothing between the two is missed.
  useEffect(() => {
    if (connected) void fetchHistory();
  }, [connected, fetchHistory]);
  const pause = useCallback(() => happens({ what: "pause" }), []);
  return useMemo(() => ({ ...state, pause, fetchHistory }), [state, pause, fetchHistory]);
}
