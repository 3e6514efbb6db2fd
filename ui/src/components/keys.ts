/**
 * Hears the keys pressed in the controls inside. For groups and forms, which are not controls themselves: the
 * compiler rightly refuses handlers on them that a keyboard could not reach, and these are reached from inside.
 */
export function keys(handler: (event: KeyboardEvent) => void): (element: HTMLElement) => () => void {
  return (element) => {
    element.addEventListener("keydown", handler);
    return () => element.removeEventListener("keydown", handler);
  };
}
