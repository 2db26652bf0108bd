/** Days and hours of a company near Lyon, as instants. */
const zone = 'Europe/Paris';
const hour = 3_600_000;
const day = 24 * hour;
const [opens, closes] = [8, 18];

const offsetFormat = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });

/** How far the clocks of Paris are ahead of UTC. */
function offsetAt(millis: number): number {
  const name = offsetFormat.formatToParts(millis).find(({ type }) => type === 'timeZoneName')!.value;
  const [hours = 0, minutes = 0] = name.replace('GMT', '').split(':').map(Number);
  return hours * hour + minutes * 60_000;
}

export interface Calendar {
  /** So many days from today (negative: ago), at an hour of the day: `at(1, 8.5)` is tomorrow at half past eight. */
  at(days: number, hours: number): string;
  /** Whether it is a day of work. */
  works(days: number): boolean;
  /** The instant itself while the office is open, else as many minutes after it opens next. */
  open(at: string): string;
}

export function calendarOf(today: Date): Calendar {
  const local = new Date(today.getTime() + offsetAt(today.getTime()));
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  const calendar: Calendar = {
    at(days, hours) {
      const wall = midnight + days * day + Math.round(hours * 60) * 60_000;
      // The offset of the wanted instant, not of now: summer and winter differ.
      return new Date(wall - offsetAt(wall - hour)).toISOString();
    },
    works(days) {
      const weekday = new Date(midnight + days * day).getUTCDay();
      return weekday !== 0 && weekday !== 6;
    },
    open(at) {
      const millis = Date.parse(at);
      const wall = new Date(millis + offsetAt(millis));
      let days = Math.floor((wall.getTime() - midnight) / day);
      const hours = wall.getUTCHours();
      if (calendar.works(days) && hours >= opens && hours < closes) return at;
      if (hours >= opens) days++;
      while (!calendar.works(days)) days++;
      return calendar.at(days, opens + wall.getUTCMinutes() / 60);
    },
  };
  return calendar;
}

/** An instant so many minutes after another. */
export const later = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();
