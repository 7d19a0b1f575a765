/** Puts the keyboard into what comes up late in a dialog: as a `ref` of what is to have it. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
