/**
 * What somebody has chosen to be mailed, and the secret address by which they choose from a mail: programs that offer to stop
 * it call it without a session (RFC 8058). It opens nothing else. It is made of who they are and of their address, so that each
 * of their mails brings the same one and it ends with either; what is stored is its hash.
 */
import type { NotificationChoice } from '@parvis/sdk/contract';
import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Sealer } from '../access/seal.ts';
import { hashSecret, readSecret, secretOf } from '../access/secret.ts';
import { fold } from '../fold.ts';
import { append } from '../journal/append.ts';
import { one, rows, run, type Store, type Tx, type Work } from '../store/store.ts';
import type { NewMail, Recipient } from './mail.ts';
import { readRecipients } from './recipient.ts';

/** A member, contact or stakeholder. */
export interface Person {
  companyId: string;
  principal: NewMail['recipient'];
}

/** The last part of `/mail/<secret>`. */
export const mailSecret = (sealer: Sealer, { companyId, principal }: Person, email: string): string =>
  secretOf(companyId, Buffer.from(sealer.tag('mail', `${companyId} ${principal} ${fold(email)}`), 'base64url'));

/** Keeps by what a secret that is about to be mailed is found. */
export function* keepMailSecret(tx: Tx, { companyId, principal }: Person, secret: string): Work<void> {
  const { notifications: n } = tx.t;
  const secretHash = hashSecret(secret);
  yield* run(
    tx
      .insert(n)
      .values({ companyId, principal, secretHash })
      .onConflictDoUpdate({ target: [n.companyId, n.principal], set: { secretHash } }),
  );
}

/** Whose a secret is; null for one that is nobody's any more. */
export async function personBySecret(
  { store, sealer }: { store: Store; sealer: Sealer },
  text: string,
): Promise<(Person & { recipient: Recipient }) | null> {
  const secret = readSecret(text);
  if (!secret) return null;
  const { companyId, hash } = secret;
  const { notifications: n } = store.t;
  const [found] = await store.read
    .select({ principal: n.principal })
    .from(n)
    .where(and(eq(n.companyId, companyId), eq(n.secretHash, hash)));
  if (!found) return null;
  const principal = found.principal as Person['principal'];
  const recipient = (await readRecipients(store, companyId, [principal])).get(principal);
  if (!recipient || recipient.gone) return null;
  // Another address since: whoever reads the old mailbox chooses no longer.
  return mailSecret(sealer, { companyId, principal }, recipient.email) === text
    ? { companyId, principal, recipient }
    : null;
}

/** What they have chosen, else what is usual. */
export function* choiceOf(tx: Tx, { companyId, principal }: Person): Work<NotificationChoice> {
  const { notifications: n } = tx.t;
  const found = yield* one(
    tx
      .select({ messages: n.messages })
      .from(n)
      .where(and(eq(n.companyId, companyId), eq(n.principal, principal))),
  );
  return found?.messages ?? 'all';
}

/** The same of several, of whom some have chosen something else than what is usual. */
export function* choicesOf(
  tx: Tx,
  companyId: string,
  principals: readonly string[],
): Work<ReadonlyMap<string, NotificationChoice>> {
  const { notifications: n } = tx.t;
  const found = yield* rows(
    tx
      .select({ principal: n.principal, messages: n.messages })
      .from(n)
      .where(and(eq(n.companyId, companyId), inArray(n.principal, [...principals]), ne(n.messages, 'all'))),
  );
  return new Map(found.map(({ principal, messages }) => [principal, messages]));
}

/** Writes down what somebody chooses, and tells it to them alone. What waits for them is looked at again when it would leave. */
export function* choose(tx: Tx, { companyId, principal }: Person, messages: NotificationChoice): Work<void> {
  const { notifications: n } = tx.t;
  if ((yield* choiceOf(tx, { companyId, principal })) === messages) return;
  yield* run(
    tx
      .insert(n)
      .values({ companyId, principal, messages })
      .onConflictDoUpdate({ target: [n.companyId, n.principal], set: { messages } }),
  );
  yield* append(tx, {
    companyId,
    kind: 'notification.changed',
    actor: principal,
    subject: { type: 'notification', id: principal.slice(principal.indexOf(':') + 1) },
    audience: [`own:${principal}`],
    fields: ['messages'],
  });
}
