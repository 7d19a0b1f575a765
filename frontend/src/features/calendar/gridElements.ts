/** What FullCalendar's elements do beyond it: they can be reached, walked through, and take files. */
import type { EventApi } from "@fullcalendar/react";
import type { DragEvent, KeyboardEvent } from "react";
import { dropped } from "@/features/upload/found";
import { startFound, type UploadTarget } from "@/features/upload/uploads";
import { occurrenceOf } from "./EventLabel";

const EVENT = "[data-appointment]";

/** Lets an event's element tell which appointment it stands for, and when. */
export function markEvent({ el, event }: { el: HTMLElement; event: EventApi }): void {
  const occurrence = occurrenceOf(event);
  if (!occurrence) return;
  el.dataset.appointment = occurrence.appointment;
  el.dataset.subject = occurrence.subject;
  el.dataset.at = occurrence.starts_at;
}

/**
 * What scrolls by mouse has to scroll by keys: FullCalendar leaves its scroll areas out of the tab order. Within a table
 * only groups of rows may stand, so the area takes that role from the group around or inside it.
 */
export function reachableByKeyboard({ el }: { el: HTMLElement }): void {
  const areas = [...el.querySelectorAll("div")].filter((one) => /auto|scroll/.test(getComputedStyle(one).overflowY));
  const area = areas.sort((one, other) => other.clientHeight - one.clientHeight)[0];
  if (!area) return;
  area.tabIndex = 0;
  for (const group of [
    area.parentElement?.closest("[role=rowgroup]"),
    area.querySelector(":scope > [role=rowgroup]"),
  ]) {
    if (!group) continue;
    area.setAttribute("role", "rowgroup");
    group.setAttribute("role", "none");
  }
}

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowRight: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  ArrowLeft: (at) => at - 1,
  Home: () => 0,
  End: (_at, last) => last,
};

/** Goes from one event to the next in time. */
export function walkByArrows(key: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[key.key];
  const here = key.target instanceof Element ? key.target.closest<HTMLElement>(EVENT) : null;
  if (!step || !here) return;
  const all = [...key.currentTarget.querySelectorAll<HTMLElement>(EVENT)].filter((one) => one.tabIndex >= 0);
  all.sort((one, other) => (one.dataset.at ?? "").localeCompare(other.dataset.at ?? ""));
  const next = all[step(all.indexOf(here), all.length - 1)];
  if (!next) return;
  key.preventDefault();
  next.focus();
}

let under: HTMLElement | null = null;

function mark(element: HTMLElement | null): void {
  if (element === under) return;
  under?.removeAttribute("data-dropping");
  element?.setAttribute("data-dropping", "");
  under = element;
}

function carriesFiles(drag: DragEvent): boolean {
  return drag.dataTransfer.types.includes("Files");
}

function eventUnder(drag: DragEvent): HTMLElement | null {
  return drag.target instanceof Element ? drag.target.closest<HTMLElement>(EVENT) : null;
}

/** Files dropped onto an event are kept at its appointment. Beside events they are not taken, nor opened. */
export const fileDrops = {
  onDragOver(drag: DragEvent): void {
    if (!carriesFiles(drag)) return;
    drag.preventDefault();
    const element = eventUnder(drag);
    drag.dataTransfer.dropEffect = element ? "copy" : "none";
    mark(element);
  },
  onDragLeave(drag: DragEvent<HTMLElement>): void {
    if (drag.relatedTarget instanceof Node && drag.currentTarget.contains(drag.relatedTarget)) return;
    mark(null);
  },
  onDrop(drag: DragEvent): void {
    if (!carriesFiles(drag)) return;
    drag.preventDefault();
    mark(null);
    const { appointment, subject } = eventUnder(drag)?.dataset ?? {};
    if (!appointment) return;
    const target: UploadTarget = {
      kind: "holder",
      holder: { kind: "appointment", id: appointment },
      label: subject ?? "",
    };
    void dropped(drag.dataTransfer).then((found) => startFound(found, target));
  },
};
