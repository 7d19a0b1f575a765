/** What can be done from the search: places to go to, things to make, how it looks. */
import { useMantineColorScheme } from "@mantine/core";
import {
  IconCalendarPlus,
  IconDeviceDesktop,
  IconFolderPlus,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconShare3,
  IconSun,
  IconTrash,
  IconUpload,
  IconUser,
} from "@tabler/icons-react";
import { type ComponentType, useMemo } from "react";
import { useLocation } from "wouter";
import { keepLanguage, LANGUAGES, type Language } from "@/app/language";
import { PLACES } from "@/app/pages";
import { useLogOut, useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { startUploads } from "@/features/upload/uploads";

export interface Command {
  id: string;
  label: string;
  icon: ComponentType<{ size?: number; stroke?: number; "aria-hidden"?: boolean }>;
  run: () => void;
}

/** Lets files be chosen; they go to the top of the library. */
function chooseFiles(place: string): void {
  const picker = document.createElement("input");
  picker.type = "file";
  picker.multiple = true;
  picker.onchange = () => startUploads([...(picker.files ?? [])], { kind: "folder", id: null, label: place });
  picker.click();
}

/** Dialogs that the search opens in its own place. */
export type Making = "appointment" | "folder";

export function useCommands(make: (what: Making) => void): readonly Command[] {
  const { t, i18n } = useTranslation();
  const [, go] = useLocation();
  const { setColorScheme } = useMantineColorScheme();
  const logOut = useLogOut();
  const [viewer, editor, owner] = [useMay("viewer"), useMay("editor"), useMay("owner")];
  return useMemo(() => {
    const may = { personal: true, viewer, owner };
    const makes: Command[] = [
      {
        id: "appointment",
        label: t("search.newAppointment"),
        icon: IconCalendarPlus,
        run: () => make("appointment"),
      },
      { id: "upload", label: t("search.uploadFiles"), icon: IconUpload, run: () => chooseFiles(t("library.allFiles")) },
      { id: "folder", label: t("search.newFolder"), icon: IconFolderPlus, run: () => make("folder") },
    ];
    const places = PLACES.filter((place) => may[place.least]).map((place) => ({
      id: place.path,
      label: t("search.goTo", { page: t(`shell.${place.word}`) }),
      icon: place.icon,
      run: () => go(place.path),
    }));
    const more: Command[] = [
      {
        id: "links",
        label: t("search.goTo", { page: t("library.shared") }),
        icon: IconShare3,
        run: () => go("/library/links"),
      },
      {
        id: "trash",
        label: t("search.goTo", { page: t("library.trash") }),
        icon: IconTrash,
        run: () => go("/library/trash"),
      },
    ];
    const looks: Command[] = [
      { id: "light", label: t("search.turnLight"), icon: IconSun, run: () => setColorScheme("light") },
      { id: "dark", label: t("search.turnDark"), icon: IconMoon, run: () => setColorScheme("dark") },
      { id: "auto", label: t("search.turnAuto"), icon: IconDeviceDesktop, run: () => setColorScheme("auto") },
    ];
    const languages = Object.entries(LANGUAGES)
      .filter(([language]) => language !== i18n.language)
      .map(([language, own]) => ({
        id: language,
        label: t("search.speak", { language: own }),
        icon: IconLanguage,
        run: () => void keepLanguage(language as Language),
      }));
    return [
      ...(editor ? makes : []),
      ...places,
      ...(viewer ? more : []),
      {
        id: "account",
        label: t("search.goTo", { page: t("shell.account") }),
        icon: IconUser,
        run: () => go("/account"),
      },
      ...looks,
      ...languages,
      { id: "logOut", label: t("shell.logOut"), icon: IconLogout, run: () => void logOut() },
    ];
  }, [t, i18n.language, go, make, setColorScheme, logOut, viewer, editor, owner]);
}

/** Without marks and case, so that "menu" finds "Menü". */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The commands that have all of the words. */
export function matching(commands: readonly Command[], words: string): Command[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return commands.filter((command) => {
    const label = plain(command.label);
    return wanted.every((word) => label.includes(word));
  });
}
