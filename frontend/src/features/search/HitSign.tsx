/** The sign of what was found, or its picture. */
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
import { Thumbnail } from "@/features/preview/Thumbnail";
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

interface Props {
  hit: Pick<Found, "kind" | "label" | "media_type" | "preview">;
  /** Of the sign and of the picture, in CSS pixels. */
  size?: number;
  picture?: number;
}

export function HitSign({ hit, size = 20, picture = 28 }: Props) {
  const { label, media_type = "", preview } = hit;
  if (preview) return <Thumbnail file={{ name: label, preview, media_type }} size={picture} />;
  if (hit.kind === "file") return <FileSign mediaType={media_type} size={size} />;
  const Sign = SIGNS[hit.kind];
  return <Sign size={size} stroke={1.6} color="var(--mantine-color-dimmed)" aria-hidden />;
}
