/** Finds anything, from anywhere: Ctrl or Cmd and K. Things that are made from here are made in its place. */
import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useCallback, useLayoutEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useTranslation } from "@/app/translation";
import type { Making } from "./commands";
import classes from "./Search.module.css";
import { SearchBox } from "./SearchBox";

const NewAppointment = lazy(() => import("@/features/calendar/AppointmentForm"));
const NewFolder = lazy(() => import("./NewFolder"));

export default function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const onPhone = useMediaQuery("(max-width: 36em)") ?? false;
  const [making, setMaking] = useState<Making | null>(null);
  useFocusGivenBack();
  const make = useCallback((what: Making) => setMaking(what), []);
  return (
    <>
      <Modal.Root
        opened={making === null}
        onClose={onClose}
        fullScreen={onPhone}
        size={640}
        classNames={{ content: classes.content }}
        yOffset="9dvh"
        returnFocus={false}
        transitionProps={{ transition: "fade", duration: 100 }}
      >
        <Modal.Overlay backgroundOpacity={0.45} />
        <Modal.Content aria-label={t("shell.search")}>
          <SearchBox {...{ onClose, make, onPhone }} />
        </Modal.Content>
      </Modal.Root>
      <Suspense>
        {making === "appointment" && (
          <NewAppointment
            onClose={onClose}
            onSaved={({ id, starts }) => {
              onClose();
              go(`/calendar/day/${starts.slice(0, 10)}?appointment=${id}`);
            }}
          />
        )}
        {making === "folder" && <NewFolder onClose={onClose} />}
      </Suspense>
    </>
  );
}

/** Whoever closes the search goes on where they were. */
function useFocusGivenBack(): void {
  const before = useRef(document.activeElement);
  useLayoutEffect(() => {
    const place = before.current;
    return () => {
      if (place instanceof HTMLElement) place.focus({ preventScroll: true });
    };
  }, []);
}
