/** The audit trail, page by page. */
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import type { components } from "@/api/schema";
import type { Activity } from "@/api/types";
import { KEYS } from "@/live/keys";

type Query = components["schemas"]["ActivityQuery"];
export type Filters = Pick<Query, "object" | "actor" | "door" | "kind" | "verb" | "since" | "until">;
type User = components["schemas"]["UserAccount"];

const PAGE = 50;
const MOST_USERS = 200;

export function useActivity(filters: Filters, enabled = true) {
  return usePages(
    [KEYS.activity, "list", filters],
    async (cursor) => {
      const query = { ...filters, limit: PAGE, cursor };
      const page = await done(api.GET("/activity", { params: { query } }));
      return { ...page, items: page.items as Activity[] };
    },
    enabled,
  );
}

/** Whoever may have done something. */
export function useUsers() {
  return useQuery({
    queryKey: [KEYS.users, "choice"],
    queryFn: async () => {
      const page = await done(api.GET("/users", { params: { query: { limit: MOST_USERS } } }));
      return page.items as User[];
    },
  });
}

export function nameOf({ first_name, last_name, user_name }: User): string {
  return [first_name, last_name].filter(Boolean).join(" ") || user_name;
}
