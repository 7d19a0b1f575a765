/** What several sections read: the business, all of its users, short names of types. */
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import type { components } from "@/api/schema";
import { KEYS } from "@/live/keys";

type Schemas = components["schemas"];
export type Business = Schemas["Business"];
export type BusinessChange = Schemas["BusinessChange"];
export type Credential = Schemas["Credential"];
export type Delivery = Schemas["Delivery"];
export type Due = Schemas["Due"];
export type Hold = Schemas["Hold"];
export type Requirement = Schemas["Requirement"];
export type Step = Schemas["Step"];
export type UserAccount = Schemas["UserAccount"];
export type Webhook = Schemas["Webhook"];

/** Not below that of webhooks, or the log of one that was just removed would be asked for. */
export const DELIVERIES_KEY = ["deliveries"] as const;
export const BUSINESS_KEY = [KEYS.business, "own"] as const;

export function useBusiness() {
  return useQuery({ queryKey: BUSINESS_KEY, queryFn: async () => (await done(api.GET("/business"))) as Business });
}

async function everyUser(): Promise<UserAccount[]> {
  const all: UserAccount[] = [];
  let cursor: string | undefined;
  do {
    const page = await done(api.GET("/users", { params: { query: { limit: 200, cursor } } }));
    all.push(...(page.items as UserAccount[]));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return all;
}

export function useUsers() {
  return useQuery({ queryKey: [KEYS.users], queryFn: everyUser });
}

export function nameOf(user: UserAccount): string {
  return [user.first_name, user.last_name].join(" ").trim() || user.user_name;
}
