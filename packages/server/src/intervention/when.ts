/** A time window in words, in the company's time zone, as mails say it: « mardi 8 décembre 2026, 08:00 – 10:00 ». */
import type { Lang } from '@parvis/sdk/contract';

export function when(lang: Lang, timeZone: string, start: string, end: string): string {
  const format = new Intl.DateTimeFormat(lang === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return format.formatRange(new Date(start), new Date(end));
}
