/** Words in the chosen language: `t("library.newFolder")`. A key that no language has does not compile.
 *
 * i18next looks words up; its own types for keys take the compiler minutes with as many words as there are here.
 */
import i18next from "i18next";
import { useTranslation as useI18next } from "react-i18next";
import type { words } from "@/words/en";

/** Every way through the words. Of a word with a singular and a plural, `_one` and `_other`, the key is what is before. */
type Leaves<T, Before extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${Root<K>}` : Leaves<T[K], `${Before}${K}.`>;
}[keyof T & string];
type Root<K extends string> = K extends `${infer Word}_one` | `${infer Word}_other` ? Word : K;

export type Key = Leaves<typeof words>;
export type Translate = (key: Key, values?: Record<string, string | number | undefined>) => string;

/** The words, drawn anew when another language is chosen. */
export function useTranslation(): { t: Translate; i18n: { language: string } } {
  const { t, i18n } = useI18next();
  // The same function, by the narrower of its meanings; its own type has nothing in common with any other.
  return { t: t as unknown as Translate, i18n };
}

/** The words outside of a component, as they are at the moment. */
export const translate: Translate = (key, values) => i18next.t(key, values ?? {});
