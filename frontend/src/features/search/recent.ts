/** What was searched for lately, kept in this browser. */

const KEPT = "filebook.search.recent";
const MOST = 6;

export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberSearch(words: string): void {
  const others = recentSearches().filter((one) => one.toLowerCase() !== words.toLowerCase());
  localStorage.setItem(KEPT, JSON.stringify([words, ...others].slice(0, MOST)));
}

export function forgetSearches(): void {
  localStorage.removeItem(KEPT);
}
