/** Opens the dialogs that share things or ask for files; both are loaded when first wanted. */
import { modals } from "@mantine/modals";
import { lazy, type ReactNode, Suspense } from "react";
import { SessionGate } from "@/app/session";
import { translate } from "@/app/translation";
import { Waiting } from "@/ui/Waiting";

export interface Shareable {
  id: string;
  kind: "file" | "folder" | "appointment";
  label: string;
}

/** Where files go that are asked for. */
export interface Into {
  /** Null: the top of the library, where a folder is made for them. */
  id: string | null;
  kind: "folder" | "appointment";
  label: string;
}

const ShareDialog = lazy(() => import("./ShareDialog"));
const RequestDialog = lazy(() => import("./RequestDialog"));

/** Above pages and previews, below what asks for the password. */
export const DIALOG_LAYER = 250;
const PHONE = "(max-width: 36em)";

/** Dialogs of this folder. They lie beside the pages, so they are given the session anew. */
export function openDialog(title: string, content: (close: () => void) => ReactNode): void {
  const id = modals.open({
    title,
    size: "lg",
    zIndex: DIALOG_LAYER,
    fullScreen: window.matchMedia(PHONE).matches,
    // What is written, or an address that is shown once, is not to be lost by a slip.
    closeOnClickOutside: false,
    children: (
      <SessionGate>
        <Suspense fallback={<Waiting />}>{content(() => modals.close(id))}</Suspense>
      </SessionGate>
    ),
  });
}

/** Shares files, folders or an appointment's dossier with people without a login. */
export function openShareDialog(items: readonly Shareable[]): void {
  const [first] = items;
  if (!first) return;
  const title =
    items.length === 1
      ? translate("links.shareOne", { name: first.label })
      : translate("links.shareMany", { count: items.length });
  openDialog(title, (close) => <ShareDialog items={items} onClose={close} />);
}

/** Lets people without a login send files into a folder (null: the top) or onto an appointment. */
export function openRequestDialog(into: Into): void {
  const title = into.id === null ? translate("links.requestNew") : translate("links.requestInto", { name: into.label });
  openDialog(title, (close) => <RequestDialog into={into} onClose={close} />);
}
