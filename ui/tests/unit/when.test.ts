import { describe, expect, it } from "vitest";
import { dayOnPaper, isoDay, momentOnPaper, spokenCountdown, spokenMoment } from "../../src/state/when";

const NOW = new Date(2026, 10, 20, 15, 0);
const at = (...parts: [number, number, number, number, number]): string => new Date(...parts).toISOString();

describe("moments as people say them", () => {
  it.each([
    [at(2026, 10, 20, 9, 14), "today 09:14"],
    [at(2026, 10, 17, 14, 10), "Tue 17-Nov 14:10"],
    [at(2026, 9, 12, 8, 5), "12-Oct-2026 08:05"],
    ["not a moment", "not a moment"],
  ])("%s", (moment, spoken) => {
    expect(spokenMoment(moment, NOW)).toBe(spoken);
  });

  it("says the whole day on paper, which is read on another", () => {
    expect(dayOnPaper(NOW)).toBe("Fri 20-Nov-2026");
    expect(momentOnPaper(NOW)).toBe("Fri 20-Nov-2026 15:00");
  });

  it("counts down in minutes and seconds", () => {
    expect([161, 60, 9.2, 0, -3].map(spokenCountdown)).toEqual(["2:41", "1:00", "0:10", "0:00", "0:00"]);
  });
});

describe("days as they are typed", () => {
  it.each([
    [["4", "3", "1938"], "1938-03-04"],
    [["29", "2", "2024"], "2024-02-29"],
    [["29", "2", "2026"], null],
    [["31", "11", "2026"], null],
    [["4", "13", "1938"], null],
    [["", "3", "1938"], null],
    [["4", "3", "38"], null],
    [["four", "3", "1938"], null],
  ] as const)("%j", ([day, month, year], iso) => {
    expect(isoDay(day, month, year)).toBe(iso);
  });
});
