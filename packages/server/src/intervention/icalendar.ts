/**
 * One appointment as calendar programs read it (iCalendar, RFC 5545). Times are in UTC, so that no time zone has to be
 * described; a later version of the same appointment takes the place of the one before.
 */

export interface CalendarEvent {
  /** Globally unique, and the same in every version (RFC 7986, 5.3). */
  uid: string;
  /** Higher with each version. */
  sequence: number;
  /** Instants, ISO 8601 in UTC. */
  start: string;
  end: string;
  summary: string;
  location: string;
  description: string;
}

/** `stamp`: when this text is made, an instant. */
export function calendarOf(event: CalendarEvent, stamp: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Parvis//Parvis//FR',
    'CALSCALE:GREGORIAN',
    'BEGIN:VEVENT',
    `UID:${textOf(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${instantOf(stamp)}`,
    `DTSTART:${instantOf(event.start)}`,
    `DTEND:${instantOf(event.end)}`,
    `SUMMARY:${textOf(event.summary)}`,
    `LOCATION:${textOf(event.location)}`,
    `DESCRIPTION:${textOf(event.description)}`,
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `20261203T083000Z` (3.3.5). */
const instantOf = (instant: string): string =>
  `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** 3.3.11: no control mark but the line break, which is written as two characters. */
const textOf = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/(?!\n)\p{Cc}/gu, '')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);

const mostOctets = 75;

/** 3.1: at most 75 octets a line, going on after a space; no character is cut in two. */
function folded(line: string): string {
  const parts = [''];
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > mostOctets) {
      parts.push('');
      octets = 1;
    }
    parts[parts.length - 1] += character;
    octets += size;
  }
  return parts.join('\r\n ');
}
