/** The sections of administration, in the order in which they stand at the side. */
import {
  IconBuilding,
  IconCalendar,
  IconChecklist,
  IconDatabase,
  IconHeartbeat,
  IconHourglass,
  IconKey,
  IconListCheck,
  IconScan,
  IconUsers,
  IconWebhook,
} from "@tabler/icons-react";
import { type ComponentType, lazy } from "react";
import type { Words } from "@/words/en";

interface Section {
  id: keyof Words["administration"]["sections"];
  icon: ComponentType<{ size?: number; stroke?: number; "aria-hidden"?: boolean }>;
  content: ComponentType;
}

export const SECTIONS: readonly Section[] = [
  { id: "business", icon: IconBuilding, content: lazy(() => import("./business/BusinessSection")) },
  { id: "users", icon: IconUsers, content: lazy(() => import("./users/UsersSection")) },
  { id: "keys", icon: IconKey, content: lazy(() => import("./KeysSection")) },
  { id: "calendars", icon: IconCalendar, content: lazy(() => import("./CalendarsSection")) },
  { id: "documents", icon: IconChecklist, content: lazy(() => import("./documents/DocumentsSection")) },
  { id: "storage", icon: IconDatabase, content: lazy(() => import("./StorageSection")) },
  { id: "retention", icon: IconHourglass, content: lazy(() => import("./retention/RetentionSection")) },
  { id: "processing", icon: IconScan, content: lazy(() => import("./ProcessingSection")) },
  { id: "jobs", icon: IconListCheck, content: lazy(() => import("./JobsSection")) },
  { id: "webhooks", icon: IconWebhook, content: lazy(() => import("./webhooks/WebhooksSection")) },
  { id: "health", icon: IconHeartbeat, content: lazy(() => import("./HealthSection")) },
];
