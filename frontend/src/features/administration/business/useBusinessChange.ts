/** Changes the business. */

import { api, done } from "@/api/client";
import { SESSION_KEY } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { useChange } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { BUSINESS_KEY, type BusinessChange } from "../data";

export function useBusinessChange() {
  const { t } = useTranslation();
  return useChange((body: BusinessChange) => done(api.PATCH("/business", { body })), {
    keys: [BUSINESS_KEY, SESSION_KEY, [KEYS.business, "appearance"]],
    success: t("account.saved"),
    tells: "form",
  });
}
