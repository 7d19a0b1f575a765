/** The sign of what was found. */
import {
  IconBriefcase,
  IconBuilding,
  IconCalendarEvent,
  IconChecklist,
  IconFolderFilled,
  IconHome,
  IconMail,
  IconMapPin,
  IconMessage,
  IconUser,
  IconUserStar,
} from "@tabler/icons-react";
import { FileSign } from "@/ui/FileSign";
import type { Found, Kind } from "./find";

const SIGNS: Record<Exclude<Kind, "file">, typeof IconHome> = {
  folder: IconFolderFilled,
  appointment: IconCalendarEvent,
  contact: IconUser,
  staff: IconUserStar,
  estate: IconHome,
  location: IconMapPin,
  project: IconBuilding,
  service: IconBriefcase,
  task: IconChecklist,
  agents_log: IconMessage,
  email: IconMail,
};

export function HitSign({ hit, size = 20 }: { hit: Pick<Found, "kind" | "media_type">; size?: number }) {
  if (hit.kind === "file") return <FileSign mediaType={hit.media_type ?? ""} size={size} />;
  const Sign = SIGNS[hit.kind];
  return <Sign size={size} stroke={1.6} color="var(--mantine-color-dimmed)" aria-hidden />;
}
