/** What stands on an event: its time, what it is, and signs for what is special about it. */
import type { EventDisplayInfo } from "@fullcalendar/react";
import { IconFileAlert, IconLock, IconPaperclip, IconRepeat } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Occurrence } from "@/api/types";
import type { Translate } from "@/app/translation";
import classes from "./CalendarGrid.module.css";

/** An occurrence as events carry it; the one being drawn by dragging has none. */
export function occurrenceOf(event: { extendedProps: Record<string, unknown> }): Occurrence | undefined {
  return event.extendedProps.occurrence as Occurrence | undefined;
}

/** Draws events. A plain function with no hooks: a busy month draws it two thousand times. */
export function labels(t: Translate, language: string): (info: EventDisplayInfo) => ReactNode {
  const count = new Intl.NumberFormat(language);
  return (info) => {
    const occurrence = occurrenceOf(info.event);
    const subject = info.event.title || t("calendar.noSubject");
    const files = occurrence?.file_count ?? 0;
    const missing = occurrence?.missing_document_count ?? 0;
    const spoken = occurrence ? signsInWords(t, occurrence) : "";
    // Where there is one line alone, the subject gives way to the signs behind it.
    const inOneLine = info.view.type === "dayGridMonth";
    const inList = info.view.type === "listWeek";
    const titleClass = inOneLine ? (spoken ? classes.line : "") : inList ? classes.wrapped : classes.title;
    return (
      <>
        {info.timeText && <div className={info.timeClass}>{info.timeText}</div>}
        <div className={`${info.titleClass} ${titleClass}`}>
          {occurrence?.private && <IconLock size={12} className={classes.sign} aria-hidden />}
          {inOneLine && spoken ? <span className={classes.subject}>{subject}</span> : subject}
          {missing > 0 && (
            <span className={classes.files} aria-hidden>
              <IconFileAlert size={13} className={classes.sign} />
              <span className={classes.number}>{count.format(missing)}</span>
            </span>
          )}
          {files > 0 && (
            <span className={classes.files} aria-hidden>
              <IconPaperclip size={12} className={classes.sign} />
              <span className={classes.number}>{count.format(files)}</span>
            </span>
          )}
          {occurrence?.day && <IconRepeat size={12} className={classes.repeat} aria-hidden />}
          {spoken && <span className={classes.spoken}>{spoken}</span>}
        </div>
      </>
    );
  };
}

/** What the signs say, for those who hear the page. */
function signsInWords(t: Translate, occurrence: Occurrence): string {
  const { file_count: files, missing_document_count: missing } = occurrence;
  const said = [
    occurrence.status !== "active" && t(`calendar.status.${occurrence.status}`),
    occurrence.private && t("calendar.private"),
    occurrence.day && t("calendar.partOfSeries"),
    files && t("calendar.files", { count: files }),
    missing && t("calendar.missing", { count: missing }),
  ].filter(Boolean);
  return said.length > 0 ? `, ${said.join(", ")}` : "";
}
