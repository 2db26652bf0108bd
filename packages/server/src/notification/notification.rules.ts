import type { Body, notificationApi, Notifications } from '@parvis/sdk/contract';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { choiceOf, choose, type Person } from '../delivery/notification.ts';
import { readRecipients } from '../delivery/recipient.ts';
import { forbidden } from '../problem.ts';
import type { Store, Tx, Work } from '../store/store.ts';

/** The person who asks. Raises 403 `forbidden` for a program, which nobody mails. */
function personOf(viewer: Viewer): Person {
  if (viewer.kind === 'key') throw forbidden();
  return { companyId: viewer.companyId, principal: principalOf(viewer) as Person['principal'] };
}

/** What the viewer has chosen to be mailed. */
export async function readNotifications(store: Store, viewer: Viewer): Promise<Notifications> {
  const { companyId, principal } = personOf(viewer);
  const person = (await readRecipients(store, companyId, [principal])).get(principal);
  return { messages: person?.messages ?? 'all' };
}

/** Chooses it, whatever was chosen before: no two people choose for one. */
export function* changeNotifications(
  tx: Tx,
  viewer: Viewer,
  { messages }: Body<(typeof notificationApi)['PATCH /notifications']>,
): Work<Notifications> {
  const person = personOf(viewer);
  if (messages) yield* choose(tx, person, messages);
  return { messages: yield* choiceOf(tx, person) };
}
