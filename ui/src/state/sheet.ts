/**
 * One sheet of paper. What is printed is drawn a little smaller, step by step, until it fits; what does not fit even then
 * goes on to a second sheet, since nothing may be cut off.
 */

/** A4 inside the margins that `_print.scss` gives it. */
const WIDTH_MM = 186;
const HEIGHT_MM = 273;
/** Lengths on paper are rounded otherwise than on the screen. */
const SPARE_MM = 2;
/** In steps so small that next to nothing of the sheet is wasted. */
const SCALES = Array.from({ length: 21 }, (_, step) => 1 - step * 0.015);
/** On two sheets there is room to be read easily. */
const ON_TWO_SHEETS = 0.9;

const pixels = (millimetres: number): number => (millimetres / 25.4) * 96;

/** Draws `element` as large as lets the whole page fit on one sheet, and says whether there is a size that does. */
export function fitToSheet(element: HTMLElement): boolean {
  return asPrinted(() => {
    const fits = (scale: number): boolean => {
      element.style.setProperty("zoom", String(scale));
      return document.body.getBoundingClientRect().height <= pixels(HEIGHT_MM - SPARE_MM);
    };
    return SCALES.some(fits) || fits(ON_TWO_SHEETS);
  });
}

/** How many of these heights in a row fit on each sheet, where `around` is taken up on every sheet and `gap` between two. */
export function sheetsOf(heights: readonly number[], around: number, gap: number): number[][] {
  const room = pixels(HEIGHT_MM - SPARE_MM) - around;
  const sheets: number[][] = [];
  let left = -1;
  for (const [index, height] of heights.entries()) {
    const last = sheets.at(-1);
    if (last && height + gap <= left) {
      last.push(index);
      left -= height + gap;
    } else {
      sheets.push([index]);
      left = room - height;
    }
  }
  return sheets.length === 0 ? [[]] : sheets;
}

/** Draws it again as it is on the screen. */
export const backToScreen = (element: HTMLElement): void => void element.style.removeProperty("zoom");

/** Runs `measure` while the page is laid out as on paper. Nothing of it is seen: it is over before the next frame. */
export function asPrinted<T>(measure: () => T): T {
  const rules = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule)
    .map((rule) => ({ rule, was: rule.media.mediaText }));
  const { style } = document.body;
  try {
    for (const { rule, was } of rules) {
      if (was === "print") rule.media.mediaText = "all";
      else if (was.startsWith("screen")) rule.media.mediaText = "not all";
    }
    style.setProperty("width", `${WIDTH_MM}mm`);
    return measure();
  } finally {
    style.removeProperty("width");
    for (const { rule, was } of rules) rule.media.mediaText = was;
  }
}
