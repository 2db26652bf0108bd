/** Dates as people say them, in the company's time zone: « demain, 8 h – 10 h », « mardi 3 décembre ». */
import type { Language } from './locale.ts';
import { tagOf } from './plural.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
/** Making a formatter costs a hundred times what using it does. */
function format(locale: string, options: Intl.DateTimeFormatOptions) {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(locale, options)));
  return found;
}

export interface Calendar {
  language: Language;
  /** IANA time zone of the company; the reader's until it is known. */
  timeZone: string | undefined;
}

/** `2026-12-03 08:30` in that zone, as Swedish has it: one formatter for the day and for the time. */
const stamp = ({ timeZone }: Calendar, instant: string | number) =>
  format('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant));

/** `2026-12-03` in that zone, now or at an instant. */
const dayOf = (calendar: Calendar, instant: string | number = Date.now()) => stamp(calendar, instant).slice(0, 10);

/** Makes the first formatter of the page, which takes a slow phone 50 ms: while answers are on their way. */
export const prepareDates = () => void setTimeout(() => dayOf({ language: 'fr', timeZone: undefined }));

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** « aujourd’hui », « demain », « mardi 3 décembre »; with its year when it is another one. */
export function day(calendar: Calendar, instant: string, now = Date.now(), names: 'long' | 'short' = 'long'): string {
  const { language, timeZone } = calendar;
  const [today, then] = [dayOf(calendar, now), dayOf(calendar, instant)];
  const days = daysBetween(today, then);
  if (Math.abs(days) < 2) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day');
  const near = Math.abs(days) < 60;
  const written = format(tagOf(language), {
    timeZone,
    day: 'numeric',
    month: near ? names : 'short',
    ...(near && { weekday: names }),
    ...(today.slice(0, 4) !== then.slice(0, 4) && { year: 'numeric' }),
  }).format(new Date(instant));
  // French says « 1er décembre »; `Intl` writes « 1 décembre ».
  return language === 'fr' ? written.replace(/(?<!\d)1 /, '1er ') : written;
}

/** « 8 h », « 8 h 30 »; in English « 8:00 ». */
export function time(calendar: Calendar, instant: string): string {
  const [hours, minute = ''] = stamp(calendar, instant).slice(-5).split(':');
  const hour = String(Number(hours));
  if (calendar.language === 'en') return `${hour}:${minute}`;
  return minute === '00' ? `${hour}\u00a0h` : `${hour}\u00a0h\u00a0${minute}`;
}

/** A time window: « demain, 8 h – 10 h »; without an end, « demain, 8 h »; where there is little room, « lun. 30 nov., 8 h ». */
export function span(calendar: Calendar, start: string, end: string | null, now = Date.now(), names?: 'short'): string {
  const first = `${day(calendar, start, now, names)}, ${time(calendar, start)}`;
  if (!end) return first;
  // « 22 h – 0 h » ends with the day it began on.
  const sameDay = dayOf(calendar, start) === dayOf(calendar, Date.parse(end) - 1);
  // Browsers break a line after the dash, whatever the space behind it says, but for the word joiner.
  return `${first}\u00a0–\u2060\u00a0${sameDay ? '' : `${day(calendar, end, now, names)}, `}${time(calendar, end)}`;
}

/** Day and time in full, for who wants to know exactly. */
export const exactly = ({ language, timeZone }: Calendar, instant: string) =>
  format(tagOf(language), { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(new Date(instant));

/** A calendar date without a time, as `equipment.installedOn` is. */
export const date = (language: Language, isoDay: string) =>
  format(tagOf(language), { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(isoDay));
