/**
 * What customers may have done in an hour. A link can be passed on, and whoever holds it holds no lever: neither the
 * company's mailboxes, nor its disk, nor the picture work that all companies share.
 */
import type { Allowance, Throttle } from './throttle.ts';
import { isOutside, personOf, type OutsideViewer, type Viewer } from './viewer.ts';

/** What is counted, each for itself. */
type Counted = 'request' | 'upload' | 'message';

/**
 * Counted before the work is begun; 429 `hourly-limit` when there was too much. By link, so that one that has leaked
 * leaves its person another; by person, whatever links they have; and by company, whatever the number of persons. Whom
 * the wider one refuses keeps what is left of the narrower. The company's own people and programs are not held to it.
 */
export async function takeHourly(throttle: Throttle, viewer: Viewer, on: Counted): Promise<void> {
  if (!isOutside(viewer)) return;
  await peekHourly(throttle, viewer, on);
  for (const [allowance, who] of allowancesOf(viewer, on)) await throttle.take(allowance, who, 'hourly-limit');
}

/**
 * 429 `hourly-limit` as `takeHourly` raises it, and nothing is counted: asked before the bytes of what may be refused are
 * taken.
 */
export async function peekHourly(throttle: Throttle, viewer: Viewer, on: Counted): Promise<void> {
  if (!isOutside(viewer)) return;
  for (const [allowance, who] of allowancesOf(viewer, on)) await throttle.peek(allowance, who, 'hourly-limit');
}

/** The narrowest first. What the company's own pages opened depends on no link. */
function allowancesOf(viewer: OutsideViewer, on: Counted): (readonly [Allowance, string])[] {
  const { companyId, dependsOn } = viewer;
  const link = dependsOn.find((principal) => principal.startsWith('link:'));
  return [
    ...(link ? [[`${on}Link`, `${companyId} ${link}`] as const] : []),
    [`${on}Contact`, `${companyId} ${personOf(viewer)}`],
    [`${on}Company`, companyId],
  ];
}
