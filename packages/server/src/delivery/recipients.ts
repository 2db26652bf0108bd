/** Which mails a journal entry makes, and for whom. */
import type { MailKind } from '@parvis/sdk/contract';
import { and, asc, eq, or } from 'drizzle-orm';
import type { Entry } from '../journal/journal.ts';
import { one, rows, type Tx, type Work } from '../store/store.ts';

export interface NewMail {
  kind: MailKind;
  /** Principal. */
  recipient: `contact:${string}` | `member:${string}`;
  subjectId: string;
  /** Whose things it is about; null: a member's signing in. */
  customerId: string | null;
  /** Further links that leave in the same mail. */
  gathered?: string[];
}

/** Told from the entry alone, so that a company where much happens costs its mail reader nothing. */
export const mayMail = ({ kind, actor }: Entry): boolean => {
  switch (kind) {
    case 'link.created':
    case 'link.renewed':
    case 'member.invited':
    case 'password.reset_requested':
      return true;
    case 'intervention.created':
      return actor.startsWith('contact:');
    default:
      return false;
  }
};

export function* mailsOf(tx: Tx, entry: Entry): Work<NewMail[]> {
  const { subjectId } = entry;
  if (!mayMail(entry)) return [];
  switch (entry.kind) {
    case 'member.invited':
      return [{ kind: 'invitation', recipient: `member:${subjectId}`, subjectId, customerId: null }];
    case 'password.reset_requested':
      return [{ kind: 'password_reset', recipient: `member:${subjectId}`, subjectId, customerId: null }];
    case 'intervention.created':
      return yield* toThoseInCharge(tx, entry);
    default:
      return yield* toTheContact(tx, entry);
  }
}

function* toTheContact(tx: Tx, { companyId, subjectId, customerId }: Entry): Work<NewMail[]> {
  const { links } = tx.t;
  const link = yield* one(
    tx
      .select({ contactId: links.contactId, mailedWith: links.mailedWith })
      .from(links)
      .where(and(eq(links.companyId, companyId), eq(links.id, subjectId), eq(links.delivery, 'mail'))),
  );
  if (!link || link.mailedWith !== null) return [];
  const others = yield* rows(
    tx
      .select({ id: links.id })
      .from(links)
      .where(and(eq(links.companyId, companyId), eq(links.mailedWith, subjectId)))
      .orderBy(asc(links.id)),
  );
  const gathered = others.map(({ id }) => id);
  return [{ kind: 'link', recipient: `contact:${link.contactId}`, subjectId, customerId, gathered }];
}

/** A request reaches the administrators, and whom it was given to; never its author. */
function* toThoseInCharge(tx: Tx, { companyId, subjectId, customerId, assigneeId, actor }: Entry): Work<NewMail[]> {
  const { members } = tx.t;
  const found = yield* rows(
    tx
      .select({ id: members.id })
      .from(members)
      .where(
        and(
          eq(members.companyId, companyId),
          eq(members.status, 'active'),
          assigneeId === null ? eq(members.role, 'admin') : or(eq(members.role, 'admin'), eq(members.id, assigneeId)),
        ),
      ),
  );
  return found
    .map(({ id }) => `member:${id}` as const)
    .filter((recipient) => recipient !== actor)
    .map((recipient) => ({ kind: 'intervention_requested', recipient, subjectId, customerId }));
}
