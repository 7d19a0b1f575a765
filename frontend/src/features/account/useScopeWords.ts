/** What a token is good for, in words. */

import type { components } from "@/api/schema";
import { useTranslation } from "@/app/translation";

type Credential = components["schemas"]["Credential"];

export function useScopeWords(): (credential: Credential) => string {
  const { t, i18n } = useTranslation();
  const list = new Intl.ListFormat(i18n.language);
  return ({ scope, door }) => {
    const at = door ? t(`account.doors.${door as "native"}`, { defaultValue: door }) : "";
    if (!scope) return [t("account.mayAll"), at].filter(Boolean).join(" · ");
    const actions = list.format(scope.actions.map((action) => t(`account.actions.${action}`)));
    const kinds = scope.kinds?.map((kind) => t(`search.kinds.${kind as "file"}`, { defaultValue: kind }));
    const where = scope.folder !== null && t("account.oneFolder");
    return [actions, kinds && list.format(kinds), where, at].filter(Boolean).join(" · ");
  };
}
