/** What else wants the same people or calendars at the same time. It warns; it forbids nothing. */
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import type { components } from "@/api/schema";
import type { Reference } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";

export type Wanted = components["schemas"]["PlannedConflict"];
const TOLD_BY_NAME = 2;

/** `itself` is left out, as it stands in nobody's way but its own. */
export async function conflictsOf(wanted: Wanted, itself: string | undefined): Promise<Reference[]> {
  const { items } = await done(api.POST("/conflicts", { body: wanted }));
  return items.filter((other) => other.id !== itself);
}

/** None as long as `wanted` is null or cannot be judged: a warning that cannot be given is no failure. */
export function useConflicts(wanted: Wanted | null, itself: string | undefined): readonly Reference[] {
  const { data } = useQuery({
    queryKey: [KEYS.occurrences, "conflicts", wanted, itself],
    queryFn: () => (wanted ? conflictsOf(wanted, itself) : []),
    enabled: wanted !== null,
    retry: false,
  });
  return data ?? [];
}

/** “At the same time: A, B and 3 more”, or nothing. */
export function useConflictWords(): (found: readonly Reference[]) => string {
  const { t, i18n } = useTranslation();
  return (found) => {
    if (found.length === 0) return "";
    const names = found.slice(0, TOLD_BY_NAME).map((one) => `“${one.label || t("calendar.noSubject")}”`);
    const rest = found.length - names.length;
    const listed = new Intl.ListFormat(i18n.language).format(names);
    return t("calendar.sameTime", {
      what: rest > 0 ? t("calendar.sameTimeMore", { what: listed, count: rest }) : listed,
    });
  };
}
