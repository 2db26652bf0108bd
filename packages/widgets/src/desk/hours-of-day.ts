/** When within a day, which is said beside. */
import { day, span, type Calendar } from '../shared/dates.ts';

/** « 8 h – 10 h »; over midnight « 22 h – mercredi 3 décembre, 2 h ». */
export const hoursOfDay = (calendar: Calendar, from: string, to: string | null): string =>
  span(calendar, from, to).slice(day(calendar, from).length + ', '.length);
