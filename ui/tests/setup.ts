/** What jsdom does not bring along and the window needs. */
import { afterEach, vi } from "vitest";

// jsdom knows the element and not its methods.
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.setAttribute("open", "");
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.removeAttribute("open");
  this.dispatchEvent(new globalThis.Event("close"));
};

afterEach(() => {
  vi.useRealTimers();
});
