/** The time window of an intervention as it is typed: days and times of the company's zone. */
import type { Intervention } from '@parvis/sdk';
import { daysAfter, fieldsOf, instantOf } from '../zone.ts';

type Window = Pick<Intervention, 'windowStart' | 'windowEnd'>;
export interface TypedWindow {
  day: string;
  windowStart: string;
  endDay: string;
  windowEnd: string;
}

/** What the form starts with; where there is no window yet, tomorrow from 8 to 10. */
export function typedWindow(timeZone: string, { windowStart, windowEnd }: Window, now = Date.now()): TypedWindow {
  if (!windowStart) {
    const day = daysAfter(fieldsOf(timeZone, new Date(now).toISOString()).day, 1);
    return { day, windowStart: '08:00', endDay: day, windowEnd: '10:00' };
  }
  const start = fieldsOf(timeZone, windowStart);
  const end = windowEnd ? fieldsOf(timeZone, windowEnd) : { day: start.day, time: '' };
  return { day: start.day, windowStart: start.time, endDay: end.day, windowEnd: end.time };
}

/** `10:00`, `08:00`, `14:15` → `16:15`: as much later as the second is after the first, around the clock. */
export function minutesLater(time: string, from: string, to: string): string {
  const at = (clock: string) => Date.parse(`2000-01-02T${clock}Z`);
  return new Date(at(time) + at(to) - at(from)).toISOString().slice(11, 16);
}

/** Hours of the longest night: an end that comes earlier in the day than the start, on the same day, is of the next one. */
const night = 12;

/**
 * The window that was typed. What stays as it was keeps its instant, seconds and the one of two hours when clocks go back
 * included. Null when it does not end after it starts.
 */
export function windowOf(
  timeZone: string,
  typed: TypedWindow,
  before: Window,
): { windowStart: string; windowEnd: string } | null {
  const at = (day: string, time: string, was: string | null) => {
    const shown = was && fieldsOf(timeZone, was);
    return shown && shown.day === day && shown.time === time ? was : instantOf(timeZone, day, time);
  };
  const windowStart = at(typed.day, typed.windowStart, before.windowStart);
  const windowEnd = at(typed.endDay, typed.windowEnd, before.windowEnd);
  if (windowEnd > windowStart) return { windowStart, windowEnd };
  if (typed.endDay !== typed.day) return null;
  const nextDay = at(daysAfter(typed.day, 1), typed.windowEnd, before.windowEnd);
  return Date.parse(nextDay) - Date.parse(windowStart) <= night * 3_600_000
    ? { windowStart, windowEnd: nextDay }
    : null;
}
