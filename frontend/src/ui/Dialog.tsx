/**
 * Dialogs and panels that are drawn for as long as they are open. Mantine gives the focus back to where it was when
 * `opened` changes, which it never does here, so that is done by hand: whoever works by keyboard goes on where they were.
 */
import { Drawer, type DrawerProps, Modal, type ModalProps } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useState } from "react";

/** The widest screen on which a dialog takes all of it. */
const PHONE = "(max-width: 36em)";
const AT_ONCE = { getInitialValueInEffect: false };

type Own = "opened" | "returnFocus";

/** A small one (`size="sm"`) leaves what it is about in sight, also on a phone. */
export function Dialog(props: Omit<ModalProps, Own | "fullScreen">) {
  const onPhone = useMediaQuery(PHONE, undefined, AT_ONCE);
  useFocusGivenBack();
  return <Modal opened fullScreen={onPhone && props.size !== "sm"} {...props} />;
}

export function SidePanel({ size, ...props }: Omit<DrawerProps, Own | "position">) {
  const onPhone = useMediaQuery(PHONE, undefined, AT_ONCE);
  useFocusGivenBack();
  return <Drawer opened position="right" size={onPhone ? "100%" : size} {...props} />;
}

function useFocusGivenBack() {
  const [opener] = useState(openerOf);
  useEffect(
    () => () => {
      // Once more has happened: what closed this may have brought something that wants the focus for itself.
      setTimeout(() => {
        if (document.activeElement === document.body || document.activeElement === null) {
          opener?.focus({ preventScroll: true });
        }
      });
    },
    [opener],
  );
}

/** What has the focus, or the button of the menu that it is in: the menu will be gone. */
function openerOf(): HTMLElement | null {
  const active = document.activeElement;
  const menu = active?.closest("[role=menu]");
  const opener = menu ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : active;
  return opener instanceof HTMLElement ? opener : null;
}
