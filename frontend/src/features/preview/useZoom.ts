/** Enlarging, moving and turning what is shown: by wheel, by two fingers, by dragging, by buttons. */
import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";

export interface View {
  scale: number;
  /** From the middle, in CSS pixels. */
  x: number;
  y: number;
  /** Quarter turns, clockwise. */
  turns: number;
}

const WHOLE: View = { scale: 1, x: 0, y: 0, turns: 0 };
export const STEP = 1.4;
const SWIPED_PIXELS = 60;

interface Options {
  frame: RefObject<HTMLElement | null>;
  highest: number;
  /** A finger went to the side while all of it was to be seen. */
  onSwipe: (direction: 1 | -1) => void;
}

/** Another size around a point that stays where it is; `point` from the middle of the frame. */
function scaled(view: View, factor: number, point: { x: number; y: number }, highest: number): View {
  const scale = Math.min(Math.max(view.scale * factor, 1), highest);
  if (scale === 1) return { ...view, scale, x: 0, y: 0 };
  const real = scale / view.scale;
  return { ...view, scale, x: point.x - (point.x - view.x) * real, y: point.y - (point.y - view.y) * real };
}

export function useZoom({ frame, highest, onSwipe }: Options) {
  const [view, setView] = useState(WHOLE);
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const began = useRef<{ x: number; y: number } | null>(null);

  const zoom = useCallback(
    (factor: number, point = { x: 0, y: 0 }) => setView((now) => scaled(now, factor, point, highest)),
    [highest],
  );
  const turn = useCallback(() => setView((now) => ({ ...WHOLE, turns: now.turns + 1 })), []);
  const whole = useCallback(() => setView((now) => ({ ...WHOLE, turns: now.turns })), []);

  const fromMiddle = (event: { clientX: number; clientY: number }) => {
    const box = frame.current?.getBoundingClientRect() ?? new DOMRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  };
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const turned = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const point = { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
      zoom(Math.exp(-event.deltaY / 400), point);
    };
    // React's own wheel listeners are passive, so the page would scroll.
    element.addEventListener("wheel", turned, { passive: false });
    return () => element.removeEventListener("wheel", turned);
  }, [frame, zoom]);

  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, fromMiddle(event));
    began.current = fingers.current.size === 1 ? fromMiddle(event) : null;
  };
  const onPointerMove = (event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const after = fromMiddle(event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, after);
    if (other) {
      const factor = distance(after, other) / Math.max(distance(before, other), 1);
      zoom(factor, { x: (after.x + other.x) / 2, y: (after.y + other.y) / 2 });
    } else if (view.scale > 1) {
      setView((now) => ({ ...now, x: now.x + after.x - before.x, y: now.y + after.y - before.y }));
    }
  };
  const onPointerUp = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId);
    const start = began.current;
    began.current = null;
    if (!start || view.scale > 1 || event.pointerType === "mouse") return;
    const end = fromMiddle(event);
    const aside = end.x - start.x;
    if (Math.abs(aside) > SWIPED_PIXELS && Math.abs(aside) > 2 * Math.abs(end.y - start.y)) onSwipe(aside < 0 ? 1 : -1);
  };
  const onPointerCancel = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId);
    began.current = null;
  };
  const onDoubleClick = (event: { clientX: number; clientY: number }) =>
    view.scale > 1 ? whole() : zoom(STEP ** 3, fromMiddle(event));
  return {
    view,
    zoom,
    turn,
    whole,
    hands: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onDoubleClick },
  };
}

function distance(one: { x: number; y: number }, other: { x: number; y: number }): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
