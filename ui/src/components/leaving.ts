/**
 * Tells when somebody leaves a group of controls: by Tab, or by pressing something else.
 *
 * A press counts when it is released, not when it begins. What is saved on leaving closes, and closing moves what stands
 * below: the thing she is pressing would slip away from under the pointer.
 */
export function leaving(left: () => void): (group: HTMLElement) => () => void {
  return (group) => {
    let pressing = false;
    const isInside = (target: EventTarget | null): boolean => target instanceof Node && group.contains(target);

    const onPress = (): void => void (pressing = true);
    const onClick = (event: MouseEvent): void => {
      const pressed = pressing;
      pressing = false;
      if (pressed && !isInside(event.target)) left();
    };
    // Without a next target the whole window lost the focus: she has not left, she looks elsewhere.
    const onFocusOut = (event: FocusEvent): void => {
      if (!pressing && event.relatedTarget !== null && !isInside(event.relatedTarget)) left();
    };

    document.addEventListener("pointerdown", onPress, true);
    document.addEventListener("click", onClick, true);
    group.addEventListener("focusout", onFocusOut);
    return () => {
      document.removeEventListener("pointerdown", onPress, true);
      document.removeEventListener("click", onClick, true);
      group.removeEventListener("focusout", onFocusOut);
    };
  };
}
