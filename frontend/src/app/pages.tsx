/** The pages: where each lies, what it is called, and the chunk it comes in. */
import { IconActivity, IconCalendar, IconFolder, IconLink, IconSettings, IconUsers } from "@tabler/icons-react";
import { type ComponentType, lazy } from "react";
import type { Words } from "@/words/en";

export interface Place {
  path: string;
  word: keyof Pick<Words["shell"], "calendar" | "library" | "records" | "activity" | "doors" | "administration">;
  icon: ComponentType<{ size?: number; stroke?: number; "aria-hidden"?: boolean }>;
  /** The least role that sees it. */
  least: "personal" | "viewer" | "owner";
}

/** What stands in the navigation. */
export const PLACES: readonly Place[] = [
  { path: "/calendar", word: "calendar", icon: IconCalendar, least: "personal" },
  { path: "/library", word: "library", icon: IconFolder, least: "viewer" },
  { path: "/records", word: "records", icon: IconUsers, least: "viewer" },
  { path: "/activity", word: "activity", icon: IconActivity, least: "owner" },
  { path: "/doors", word: "doors", icon: IconLink, least: "owner" },
  { path: "/administration", word: "administration", icon: IconSettings, least: "owner" },
];

/** Every page below a path, by the pattern of its route. A page reads the rest of its path itself. */
export const PAGES: readonly { pattern: string; page: ComponentType }[] = [
  { pattern: "/calendar/*?", page: lazy(() => import("@/features/calendar/CalendarPage")) },
  { pattern: "/library/*?", page: lazy(() => import("@/features/library/LibraryPage")) },
  { pattern: "/records/*?", page: lazy(() => import("@/features/records/RecordsPage")) },
  { pattern: "/search", page: lazy(() => import("@/features/search/SearchPage")) },
  { pattern: "/activity", page: lazy(() => import("@/features/activity/ActivityPage")) },
  { pattern: "/doors/*?", page: lazy(() => import("@/features/doors/DoorsPage")) },
  { pattern: "/administration/*?", page: lazy(() => import("@/features/administration/AdministrationPage")) },
  { pattern: "/account/*?", page: lazy(() => import("@/features/account/AccountPage")) },
];
