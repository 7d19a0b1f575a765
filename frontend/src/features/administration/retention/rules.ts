/** The rules by which things go. */
import type { components } from "@/api/schema";
import { KEYS } from "@/live/keys";

export type Rules = components["schemas"]["RetentionRules"];
export const RULES = ["trash_days", "versions_kept", "version_days"] as const;
export type RuleName = (typeof RULES)[number];
export const RULES_KEY = [KEYS.business, "retention"] as const;
export const DUE_KEY = [KEYS.trash, "due"] as const;
export const HOLDS_KEY = [KEYS.files, "holds"] as const;
