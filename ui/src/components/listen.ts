/**
 * Hears an event on its way up from the controls inside. For groups and forms, which are not controls themselves: the
 * compiler rightly refuses handlers on them that a keyboard could not reach, and these are reached from inside.
 */
export function listen<K extends "keydown" | "focusout">(
  kind: K,
  handler: (event: HTMLElementEventMap[K]) => void,
): (element: HTMLElement) => () => void {
  return (element) => {
    element.addEventListener(kind, handler);
    return () => element.removeEventListener(kind, handler);
  };
}
