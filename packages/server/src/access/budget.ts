/**
 * What customers may have done in an hour. A link can be passed on, and whoever holds it holds no lever: neither the
 * company's mailboxes, nor its disk, nor the picture work that all companies share.
 */
import type { Throttle } from './throttle.ts';
import type { Viewer } from './viewer.ts';

/**
 * Counted before the work is begun; 429 `hourly-limit` when there was too much. By person, whatever links they have, and
 * by company, whatever the number of persons. The company's own people and programs are not held to it.
 */
export async function spend(throttle: Throttle, viewer: Viewer, on: 'request' | 'upload'): Promise<void> {
  if (viewer.kind !== 'contact') return;
  await throttle.take(`${on}Contact`, viewer.contactId, 'hourly-limit');
  await throttle.take(`${on}Company`, viewer.companyId, 'hourly-limit');
}
