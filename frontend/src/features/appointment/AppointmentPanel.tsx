/** An appointment over the calendar: when and where, people, comment, its files, what is missing. */
import { FocusTrap, Portal, Skeleton, Stack } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { Problem } from "@/api/problem";
import { useTranslation } from "@/app/translation";
import { DropArea } from "@/features/upload/DropArea";
import type { UploadTarget } from "@/features/upload/uploads";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import classes from "./AppointmentPanel.module.css";
import { AttachedFiles } from "./AttachedFiles";
import { Facts } from "./Facts";
import { History } from "./History";
import { CloseButton, PanelHead } from "./PanelHead";
import { People } from "./People";
import { RequiredDocuments } from "./RequiredDocuments";
import { type Seen, shownOf, useRequired, useSeen } from "./reading";

interface Props {
  id: string;
  /** The day that a series has there. */
  day?: string;
  onClose: () => void;
}

/** Below this the panel covers the page, and keeps the keyboard in it. */
const COVERS = "(max-width: 47.99em)";
const TITLE_ID = "appointment-panel-title";

export default function AppointmentPanel({ id, day, onClose }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useSeen(id, day);
  const covers = useMediaQuery(COVERS) ?? false;
  const panel = useRef<HTMLElement>(null);
  useOwnFocus(panel, id);
  useRoomAtTheSide(covers);
  const leave = (event: KeyboardEvent) => {
    // A menu or dialog that was opened from here closes by itself first.
    const within = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key === "Escape" && within && !event.defaultPrevented) onClose();
  };
  return (
    <Portal>
      <FocusTrap active={covers}>
        <section
          ref={panel}
          className={classes.panel}
          role="dialog"
          aria-modal={covers}
          {...(data ? { "aria-labelledby": TITLE_ID } : { "aria-label": t("appointment.panel") })}
          tabIndex={-1}
          onKeyDown={leave}
        >
          {data ? (
            <Content seen={data} day={day} onClose={onClose} />
          ) : (
            <>
              <div className={classes.alone}>
                <CloseButton onClose={onClose} />
              </div>
              {!error && <Waiting />}
              {error && isGone(error) && <Empty title={t("appointment.gone")} />}
              {error && !isGone(error) && <Failed error={error} again={refetch} />}
            </>
          )}
        </section>
      </FocusTrap>
    </Portal>
  );
}

const isGone = (error: unknown): boolean => error instanceof Problem && error.status === 404;

function Content({ seen, day, onClose }: { seen: Seen; day?: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { appointment } = seen;
  const shown = shownOf(seen);
  const label = shown.subject || t("appointment.noSubject");
  const holder = { kind: "appointment" as const, id: appointment.id };
  const target: UploadTarget = { kind: "holder", holder, label };
  const readOnly = appointment.right === "read";
  const required = useRequired(appointment.id).data;
  return (
    <DropArea target={target} disabled={readOnly} className={classes.content}>
      <PanelHead seen={seen} day={day} titleId={TITLE_ID} onClose={onClose} />
      <Stack className={classes.body} gap="lg">
        <Facts seen={seen} shown={shown} />
        <People seen={seen} readOnly={readOnly} />
        {required && <RequiredDocuments required={required} target={target} readOnly={readOnly} />}
        <AttachedFiles
          holder={holder}
          label={label}
          roles={required?.items.map((document) => document.role)}
          readOnly={readOnly}
        />
        <History id={appointment.id} />
      </Stack>
    </DropArea>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Stack p="lg" role="status" aria-label={t("shell.loading")}>
      <Skeleton h={26} w="70%" />
      <Skeleton h={16} w="50%" />
      <Skeleton h={16} w="40%" />
      <Skeleton h={120} mt="md" />
      <Skeleton h={160} mt="md" />
    </Stack>
  );
}

/** Takes the keyboard when it opens, and gives it back to where it was. */
function useOwnFocus(panel: RefObject<HTMLElement | null>, id: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another appointment is opened anew
  useEffect(() => {
    const before = document.activeElement;
    const own = panel.current;
    own?.focus({ preventScroll: true });
    return () => {
      const lost =
        !document.activeElement || document.activeElement === document.body || own?.contains(document.activeElement);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [panel, id]);
}

/** What stands at the right edge of the page, such as the tray of uploads, stays beside the panel. */
function useRoomAtTheSide(covers: boolean): void {
  useEffect(() => {
    if (covers) return;
    const { style } = document.documentElement;
    style.setProperty("--fb-side", "min(480px, 92vw)");
    return () => void style.removeProperty("--fb-side");
  }, [covers]);
}
