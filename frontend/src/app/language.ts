/** The language of the application, and where it is taken from. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Words } from "@/words/en";

export const LANGUAGES = { en: "English", de: "Deutsch", nl: "Nederlands", da: "Dansk" } as const;
export type Language = keyof typeof LANGUAGES;
const KEPT = "filebook.language";

const loaders: Record<Language, () => Promise<{ words: Words }>> = {
  en: () => import("@/words/en"),
  de: () => import("@/words/de"),
  nl: () => import("@/words/nl"),
  da: () => import("@/words/da"),
};

function known(tag: string | null | undefined): Language | undefined {
  const language = tag?.slice(0, 2).toLowerCase();
  return language && language in LANGUAGES ? (language as Language) : undefined;
}

async function show(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    const { words } = await loaders[language]();
    i18next.addResourceBundle(language, "translation", words);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function startLanguage(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .init({ resources: {}, fallbackLng: false, interpolation: { escapeValue: false } });
  await show(known(localStorage.getItem(KEPT)) ?? ofBrowser() ?? "en");
}

function ofBrowser(): Language | undefined {
  return navigator.languages.map(known).find(Boolean);
}

/** Once it is known who is there: the person's `own` language goes before the browser's, that before the business's. */
export async function chooseLanguage(own: string | null, ofBusiness: string): Promise<void> {
  if (known(localStorage.getItem(KEPT))) return;
  const language = known(own) ?? ofBrowser() ?? known(ofBusiness);
  if (language && language !== i18next.language) await show(language);
}

/** Takes a language and keeps it for this browser. */
export async function keepLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await show(language);
}

/** The browser's own variety of a language, as hours, weeks and days are told differently in those of English. */
export function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? language;
}
