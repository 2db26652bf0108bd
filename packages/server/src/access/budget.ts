/**
 * What customers may have done in an hour. A link can be passed on, and whoever holds it holds no lever: neither the
 * company's mailboxes, nor its disk, nor the picture work that all companies share.
 */
import type { Throttle } from './throttle.ts';
import type { Viewer } from './viewer.ts';

/**
 * Counted before the work is begun; 429 `hourly-limit` when there was too much. By person, whatever links they have, and
 * by company, whatever the number of persons: whom the ceiling of the company refuses keeps their own. The company's own
 * people and programs are not held to it.
 */
export async function spend(throttle: Throttle, viewer: Viewer, on: 'request' | 'upload'): Promise<void> {
  if (viewer.kind !== 'contact') return;
  await assertLeft(throttle, viewer, on);
  await throttle.take(`${on}Contact`, viewer.contactId, 'hourly-limit');
  await throttle.take(`${on}Company`, viewer.companyId, 'hourly-limit');
}

/** 429 `hourly-limit` as `spend` raises it, and nothing is counted: asked before the bytes of what may be refused are taken. */
export async function assertLeft(throttle: Throttle, viewer: Viewer, on: 'request' | 'upload'): Promise<void> {
  if (viewer.kind !== 'contact') return;
  await throttle.peek(`${on}Contact`, viewer.contactId, 'hourly-limit');
  await throttle.peek(`${on}Company`, viewer.companyId, 'hourly-limit');
}
