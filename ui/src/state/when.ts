/** Moments as people say them. The program gives most times ready to be read; these are for the few that it cannot. */
import { words } from "../words";

/** `today 09:14`, `Tue 17-Nov 14:10` within the last six days, otherwise `12-Oct-2026 14:10`. */
export function spokenMoment(moment: string, now: Date): string {
  const when = new Date(moment);
  if (Number.isNaN(when.getTime())) return moment;
  const clock = spokenClock(when);
  if (sameDay(when, now)) return words.when.today(clock);
  const days = (now.getTime() - when.getTime()) / 86_400_000;
  if (days > 0 && days < 6) {
    return `${words.when.days[when.getDay()] ?? ""} ${dayAndMonth(when)} ${clock}`;
  }
  return `${spokenDay(when)} ${clock}`;
}

/** `20-Nov-2026 09:14`, whatever day it is today. */
export function spokenFully(moment: string): string {
  const when = new Date(moment);
  return `${spokenDay(when)} ${spokenClock(when)}`;
}

/** `Fri 20-Nov-2026`, as a paper says it, which is read on another day. */
export function dayOnPaper(when: Date): string {
  return `${words.when.days[when.getDay()] ?? ""} ${spokenDay(when)}`;
}

/** `Fri 20-Nov-2026 09:14`. */
export function momentOnPaper(when: Date): string {
  return `${dayOnPaper(when)} ${spokenClock(when)}`;
}

/** `12-Oct-2026`. */
export function spokenDay(day: Date): string {
  return `${dayAndMonth(day)}-${day.getFullYear()}`;
}

/** `09:14`. */
export function spokenClock(when: Date): string {
  return `${two(when.getHours())}:${two(when.getMinutes())}`;
}

/** `2:41`, for a countdown. */
export function spokenCountdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
}

/** `2026-11-20` from what was typed into day, month and year; nothing if there is no such day. */
export function isoDay(day: string, month: string, year: string): string | null {
  const [d, m, y] = [day, month, year].map((part) => (/^\d{1,4}$/.test(part.trim()) ? Number(part) : NaN));
  if (d === undefined || m === undefined || y === undefined || !(y >= 1800 && y <= 2200)) return null;
  const date = new Date(Date.UTC(y, m - 1, d));
  const exists = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return exists ? `${y}-${two(m)}-${two(d)}` : null;
}

/** `1994`, `1994-06` or `1994-06-02`: a year is enough, and nothing is left out in between. */
export function isoPartDate(day: string, month: string, year: string): string | null {
  if (day.trim() !== "") return isoDay(day, month, year);
  const whole = isoDay("1", month.trim() === "" ? "1" : month, year);
  return whole?.slice(0, month.trim() === "" ? 4 : 7) ?? null;
}

/** `2026-11-20T09:14` where this computer stands; nothing if there is no such moment. */
export function isoMoment(day: string, month: string, year: string, time: string): string | null {
  const date = isoDay(day, month, year);
  const [, hours, minutes] = /^(\d{1,2})[:.]?(\d{2})$/.exec(time.trim()) ?? [];
  if (date === null || Number(hours) > 23 || Number(minutes) > 59 || hours === undefined) return null;
  return `${date}T${two(Number(hours))}:${minutes}`;
}

/** A recorded moment as `2026-11-20T09:14` where this computer stands. */
export function localMoment(moment: string): string | null {
  const when = new Date(moment);
  return Number.isNaN(when.getTime()) ? null : `${isoToday(when)}T${spokenClock(when)}`;
}

/** `2026-11-20` of a day where this computer stands. */
export function isoToday(now: Date): string {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function dayAndMonth(when: Date): string {
  return `${two(when.getDate())}-${words.when.months[when.getMonth()] ?? ""}`;
}

function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
