import type { Scope, Session } from '@parvis/sdk/contract';
import type { Services } from '../services.ts';
import { recordSession, sessionOf } from '../session/session.rules.ts';

/** A member, a contact or a stakeholder, as the rows that were written say; of a contact a scope may narrow what is opened. */
export type Person = { id: string; companyId: string } & (
  { role: string; rights: object } | { customerId: string; scope?: Scope } | { dossierId: string }
);

export async function signIn(s: Services, person: Person): Promise<Session> {
  const row = await s.store.transaction((tx) => recordSession(tx, heldBy(person), null));
  const session = await sessionOf(s, row);
  if (!session) throw new Error('whoever was removed, or is not active, cannot be signed in');
  return session;
}

const heldBy = ({ companyId, id, ...person }: Person) => {
  if ('customerId' in person)
    return { companyId, contactId: id, scope: person.scope ?? { kind: 'customer' as const, id: person.customerId } };
  if ('dossierId' in person)
    return { companyId, stakeholderId: id, scope: { kind: 'dossier' as const, id: person.dossierId } };
  return { companyId, memberId: id };
};
