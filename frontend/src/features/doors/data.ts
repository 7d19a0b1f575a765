/** Doors, the keys for them, and what each serves. */
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import type { components } from "@/api/schema";
import { KEYS } from "@/live/keys";
import type { Words } from "@/words/en";

type Schemas = components["schemas"];
export type Door = Schemas["DoorShown"];
export type Credential = Schemas["Credential"];
export type NewCredential = Schemas["NewCredential"];
export type Issued = Schemas["IssuedCredential"];
export type KeyKind = NewCredential["kind"];
export type DoorName = keyof Words["doors"]["names"];
type User = Schemas["UserAccount"];

export const DOOR_NAMES: readonly DoorName[] = [
  "onoffice",
  "timetap",
  "telecomx",
  "xelion",
  "native",
  "tus",
  "dav",
  "web",
];
const KEY_KINDS: readonly KeyKind[] = ["onoffice", "timetap", "token"];
/** Doors whose vendor has calls to compare with. */
export const COMPARED = ["onoffice", "timetap", "telecomx", "xelion"] as const;
export type Compared = (typeof COMPARED)[number];
const MOST = 200;

export function doorName(word: string): DoorName | undefined {
  return DOOR_NAMES.find((name) => name === word);
}

/** What kind of key is made for a door; none where people come with their password. */
export function keyKindOf(door: Door): KeyKind | undefined {
  return KEY_KINDS.find((kind) => door.credential_kinds.includes(kind));
}

/** Whether a key opens a door. */
export function opens(credential: Credential, door: Door): boolean {
  return door.credential_kinds.includes(credential.kind) && (credential.door === null || credential.door === door.door);
}

export function useDoors() {
  return useQuery({
    queryKey: [KEYS.credentials, "doors"],
    queryFn: async () => (await done(api.GET("/doors"))).items as Door[],
  });
}

/** All keys that programs have; passwords of people are not among them. */
export function useCredentials() {
  return useQuery({
    queryKey: [KEYS.credentials, "all"],
    queryFn: async () => {
      const found: Credential[] = [];
      let cursor: string | undefined;
      do {
        const page = await done(api.GET("/credentials", { params: { query: { limit: MOST, cursor } } }));
        found.push(...(page.items as Credential[]));
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      return found.filter((one) => one.kind !== "password");
    },
  });
}

export function useKeyHolders() {
  return usePages([KEYS.users, "key-holders"], async (cursor) => {
    const page = await done(api.GET("/users", { params: { query: { limit: MOST, cursor } } }));
    return { ...page, items: (page.items as User[]).filter((user) => user.enabled) };
  });
}

export async function issue(body: NewCredential): Promise<Issued> {
  return (await done(api.POST("/credentials", { body }))) as Issued;
}

export const revoke = ({ id }: Credential) =>
  done(api.DELETE("/credentials/{credential}", { params: { path: { credential: id } } }));

export function useCompatibility(door: Compared) {
  return useQuery({
    queryKey: ["compatibility", door],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await done(api.GET("/doors/{door}/compatibility", { params: { path: { door } } }))).items,
  });
}
