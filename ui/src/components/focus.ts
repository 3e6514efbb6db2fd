/** Takes the focus when it appears: for the heading of a screen that was just opened, and for what went wrong. */
export function takeFocus(element: HTMLElement): void {
  element.focus({ preventScroll: false });
}
