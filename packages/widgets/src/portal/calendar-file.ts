/** The address of a calendar file lives for an hour at most, and a page may stay open for longer: it is asked for when it is used. */
import type { PortalClient } from '@parvis/sdk';

export async function openCalendar(id: string, { call, url }: Pick<PortalClient, 'call' | 'url'>) {
  const { calendarUrl } = await call('GET /interventions/:interventionId', id);
  if (!calendarUrl) return;
  // Opened as it is, not saved: a phone then offers to add it, and other browsers save what they cannot show.
  const link = document.createElement('a');
  link.href = url(calendarUrl);
  link.click();
}
