/** What is told of a hit: its name with what was found in it, when it takes place, and where else the words stand. */
import { Text } from "@mantine/core";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import type { Found } from "./find";
import { Marked } from "./Marked";

/** The name; marked, where an excerpt quotes all of it. */
export function HitName({ hit }: { hit: Found }) {
  const quoted = hit.excerpts.find((excerpt) => excerpt.part === "names" && excerpt.text === hit.label);
  return quoted ? <Marked excerpt={quoted} /> : hit.label || "…";
}

export function HitLine({ hit, lines = 1 }: { hit: Found; lines?: number }) {
  const when = useWhen(hit);
  const quoted = hit.excerpts.find((excerpt) => excerpt.text !== hit.label);
  if (!when && !quoted) return null;
  return (
    <Text component="span" size="xs" c="dimmed" lineClamp={lines}>
      {when}
      {when && quoted && " · "}
      {quoted && <Marked excerpt={quoted} />}
    </Text>
  );
}

/** Wall times are shown as they are written, in the appointment's own zone. */
export function useWhen(hit: Found): string | null {
  const { language } = useFormat();
  const { t } = useTranslation();
  if (!hit.starts) return null;
  const allDay = hit.starts.length <= 10;
  const shown = new Intl.DateTimeFormat(language, {
    timeZone: "UTC",
    dateStyle: "medium",
    ...(!allDay && { timeStyle: "short" }),
  });
  const at = new Date(allDay ? `${hit.starts}T00:00:00Z` : `${hit.starts}Z`);
  return allDay ? t("search.allDay", { day: shown.format(at) }) : shown.format(at);
}
