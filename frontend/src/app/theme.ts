/** Colours, type and spacing. Quiet surfaces; one accent, which a business may choose. */
import {
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
  type MantineColorScheme,
  type MantineThemeOverride,
} from "@mantine/core";
import { FILLED, shades } from "./shades";

/** Where a business has chosen no colour. */
const OWN_COLOUR = "#1f6f78";

const theme = createTheme({
  primaryColor: "accent",
  primaryShade: FILLED,
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontWeight: "620",
    sizes: { h1: { fontSize: "1.5rem" }, h2: { fontSize: "1.15rem" }, h3: { fontSize: "1rem" } },
  },
  respectReducedMotion: true,
});

/** The theme in a colour, `#rrggbb`; `close`: what the button that closes a dialog is called. */
export function themeOf({ colour, close }: { colour?: string | null; close: string }): MantineThemeOverride {
  const closable = { defaultProps: { closeButtonProps: { "aria-label": close } } };
  const components = {
    Modal: closable,
    Drawer: closable,
    Notification: closable,
    Alert: { defaultProps: { closeButtonLabel: close } },
    Badge: { defaultProps: { tt: "none" } },
    // The focus goes to the first entry; a placeholder that takes it has no place in a menu.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  };
  return { ...theme, colors: { accent: shades(colour ?? OWN_COLOUR) }, components };
}

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  // Mantine's dimmed and red texts miss a contrast of 4.5.
  light: {
    "--mantine-color-dimmed": "#5c636a",
    "--mantine-color-error": "#c92a2a",
    "--fb-surface": "#f6f7f8",
    "--fb-line": "#dfe3e6",
  },
  dark: {
    "--mantine-color-dimmed": "#a6adb4",
    // What removes something is told from the rest, as it is by day.
    "--mantine-color-red-light-color": "var(--mantine-color-red-4)",
    "--fb-surface": "#1b1d1f",
    "--fb-line": "#3a3e42",
  },
});

const kept = localStorageColorSchemeManager();
const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** FullCalendar and the browser's own controls follow the same scheme. */
function follow(scheme: MantineColorScheme): void {
  const shown = scheme === "auto" ? (dark.matches ? "dark" : "light") : scheme;
  document.documentElement.setAttribute("data-color-scheme", shown);
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", shown === "dark" ? "#1b1d1f" : "#ffffff");
}

export const colourScheme: typeof kept = {
  ...kept,
  get: (fallback) => {
    const scheme = kept.get(fallback);
    follow(scheme);
    return scheme;
  },
  set: (scheme) => {
    kept.set(scheme);
    follow(scheme);
  },
};
dark.addEventListener("change", () => follow(kept.get("auto")));
