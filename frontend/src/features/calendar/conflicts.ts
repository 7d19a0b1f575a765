/** Which of the people and calendars that are wanted are taken at the same time. It warns; it forbids nothing. */
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import type { components } from "@/api/schema";
import type { Reference } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";

export type Wanted = components["schemas"]["PlannedConflict"];
const TOLD_BY_NAME = 2;

export async function conflictsOf(wanted: Wanted): Promise<Reference[]> {
  return (await done(api.POST("/conflicts", { body: wanted }))).items;
}

/** None as long as `wanted` is null or cannot be judged: a warning that cannot be given is no failure. */
export function useConflicts(wanted: Wanted | null): readonly Reference[] {
  const { data } = useQuery({
    queryKey: [KEYS.occurrences, "conflicts", wanted],
    queryFn: () => (wanted ? conflictsOf(wanted) : []),
    enabled: wanted !== null,
    retry: false,
  });
  return data ?? [];
}

/** “Taken at that time: A, B and 3 more”, or nothing. */
export function useConflictWords(): (found: readonly Reference[]) => string {
  const { t, i18n } = useTranslation();
  return (found) => {
    if (found.length === 0) return "";
    const names = found.slice(0, TOLD_BY_NAME).map((one) => one.label);
    const rest = found.length - names.length;
    const listed = new Intl.ListFormat(i18n.language).format(names);
    return t("calendar.taken", {
      what: rest > 0 ? t("calendar.takenMore", { what: listed, count: rest }) : listed,
    });
  };
}
