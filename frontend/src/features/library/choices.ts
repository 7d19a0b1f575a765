/** How the person wants the library shown, kept for this browser. */
import { useLocalStorage } from "@mantine/hooks";
import type { Order } from "./items";

export type View = "list" | "tiles";

export function useView() {
  return useLocalStorage<View>({ key: "filebook.library.view", defaultValue: "list", getInitialValueInEffect: false });
}

export function useOrder() {
  return useLocalStorage<Order>({
    key: "filebook.library.order",
    defaultValue: "name",
    getInitialValueInEffect: false,
  });
}

export function useTreeShown() {
  return useLocalStorage<boolean>({ key: "filebook.library.tree", defaultValue: true, getInitialValueInEffect: false });
}
