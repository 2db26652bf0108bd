/** For a link that no longer opens: another one by mail, to the address on file and nowhere else. */
import { and, desc, eq, isNull, ne } from 'drizzle-orm';
import { subscriber } from '../access/throttle.ts';
import { fold } from '../fold.ts';
import type { CallRequest } from '../http/handlers.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import type { Services } from '../services.ts';
import { one, run, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { findLink } from './link-session.ts';

type LinkRow = Schema['links']['$inferSelect'];

/** One person may be a contact of a few customers. */
const mostContacts = 10;

/** By the link itself: replaced when its time is over. One that still opens, or was revoked, is not. */
export async function renewByLink(s: Services, request: CallRequest, text: string): Promise<void> {
  await s.throttle.take('mailAddress', subscriber(request.ip));
  const found = await findLink(s, text);
  if (found?.expired) await renew(s, [found.link]);
}

/** By e-mail: the latest link of each contact with this address. Whose links were all revoked gets none. */
export async function renewByEmail(s: Services, request: CallRequest, email: string): Promise<void> {
  await s.throttle.take('mailAddress', subscriber(request.ip));
  const { contacts, links } = s.store.t;
  const found = await s.store.read
    .select({ id: contacts.id, companyId: contacts.companyId })
    .from(contacts)
    .where(and(eq(contacts.emailFolded, fold(email)), isNull(contacts.removedAt)))
    .limit(mostContacts);
  const latest: LinkRow[] = [];
  for (const { id, companyId } of found) {
    const [link] = await s.store.read
      .select()
      .from(links)
      .where(and(eq(links.companyId, companyId), eq(links.contactId, id), isNull(links.revokedAt)))
      .orderBy(desc(links.createdAt), desc(links.id))
      .limit(1);
    if (link) latest.push(link);
  }
  await renew(s, latest);
}

async function renew(s: Services, links: LinkRow[]): Promise<void> {
  const due: LinkRow[] = [];
  for (const link of links) if (!(await s.throttle.exceeds('mailPerson', `link ${link.contactId}`))) due.push(link);
  if (due.length === 0) return;
  await s.store.transaction(function* (tx) {
    for (const link of due) yield* replace(tx, link);
  });
}

/** The same scope for the same contact, for as long as the company now gives; mailed by whoever reads the journal. */
function* replace(tx: Tx, { companyId, customerId, contactId, scopeKind, scopeId }: LinkRow): Work<void> {
  const { companies, contacts, links } = tx.t;
  const company = yield* one(
    tx
      .select({ linkDays: companies.linkDays })
      .from(companies)
      .innerJoin(contacts, eq(contacts.companyId, companies.id))
      // Without an address on file there is nowhere to send it.
      .where(
        and(
          eq(companies.id, companyId),
          eq(contacts.id, contactId),
          isNull(contacts.removedAt),
          ne(contacts.email, ''),
        ),
      ),
  );
  if (!company) return;
  const id = newId();
  const createdAt = now();
  const expiresAt = new Date(Date.parse(createdAt) + company.linkDays * 86_400_000).toISOString();
  yield* run(
    tx
      .insert(links)
      .values({ id, companyId, customerId, contactId, scopeKind, scopeId, delivery: 'mail', createdAt, expiresAt }),
  );
  yield* append(tx, {
    companyId,
    kind: 'link.renewed',
    actor: `contact:${contactId}`,
    subject: { type: 'link', id },
    customerId,
  });
}
