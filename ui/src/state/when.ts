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
