/** What came of a message, in words. */
import { useTranslation } from "@/app/translation";

export function useOutcome(): (outcome: string) => string {
  const { t } = useTranslation();
  return (outcome) => {
    if (!outcome) return t("administration.webhooks.notYet");
    if (/^\d+$/.test(outcome)) return t("administration.webhooks.answered", { status: outcome });
    return t(`administration.webhooks.troubles.${outcome.replaceAll(" ", "_") as "no_connection"}`, {
      defaultValue: outcome,
    });
  };
}
