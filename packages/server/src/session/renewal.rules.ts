/** For a link that no longer opens: another one by mail, to the address on file and nowhere else. */
import { and, desc, eq, isNull, ne, or } from 'drizzle-orm';
import { companiesBy } from '../access/lookups.ts';
import { subscriber } from '../access/throttle.ts';
import { fold } from '../fold.ts';
import type { CallRequest } from '../http/handlers.ts';
import { holderOf } from '../link/link.holder.ts';
import type { Services } from '../services.ts';
import { isRow, one, prepared, type Schema, type Tx, type Work } from '../store/store.ts';
import { findLink } from './link-session.ts';
import { renewLink } from '../link/link.use.ts';

type LinkRow = Schema['links']['$inferSelect'];

/** By the link itself: replaced when its time is over. One that still opens, or was revoked, is not. */
export async function renewByLink(s: Services, request: CallRequest, text: string): Promise<void> {
  await s.throttle.take('mailAddress', subscriber(request.ip));
  const found = await findLink(s, text);
  if (found?.expired) await renew(s, found.link);
}

/**
 * By e-mail: every link that its contacts had, all of a company in one mail. A link to the whole customer makes the narrower
 * ones of that customer superfluous. Whose links were all revoked gets none.
 */
export async function renewByEmail(
  s: Services,
  request: CallRequest,
  { email, companyId }: { email: string; companyId?: string | undefined },
): Promise<void> {
  await s.throttle.take('mailAddress', subscriber(request.ip));
  const emailFolded = fold(email);
  await s.origins.refresh();
  for (const company of await companiesAsked(s, request, companyId, emailFolded)) {
    const links = await linksOf(s, company, emailFolded);
    if (links.length > 0 && !(await s.throttle.exceeds('mailPerson', `links ${company} ${emailFolded}`)))
      await s.store.transaction((tx) => replaceTogether(tx, widestFirst(links)));
  }
}

/** The company that the page names, else those that registered it; from a page of ours that knows none, those that know the e-mail. */
async function companiesAsked(
  { store, origins }: Services,
  { origin }: CallRequest,
  companyId: string | undefined,
  emailFolded: string,
): Promise<string[]> {
  if (companyId !== undefined) return [companyId];
  if (origin !== null && !origins.isOurs(origin)) return origins.companiesOf(origin);
  const known = await Promise.all(
    (['contact_email', 'stakeholder_email'] as const).map((kind) => companiesBy(store, kind, emailFolded)),
  );
  return [...new Set(known.flat())].toSorted();
}

/** Of every contact and stakeholder of the company with this address, newest first. */
async function linksOf(s: Services, companyId: string, emailFolded: string): Promise<LinkRow[]> {
  const found = await Promise.all([
    linksOfContacts(s, companyId, emailFolded),
    linksOfStakeholders(s, companyId, emailFolded),
  ]);
  return found.flat().map(({ link }) => link);
}

const linksOfStakeholders = ({ store }: Services, companyId: string, emailFolded: string) => {
  const { stakeholders, links } = store.t;
  return prepared(store.read, 'session.linksByStakeholder', (ph) =>
    store.read
      .select({ link: links })
      .from(stakeholders)
      .innerJoin(links, and(eq(links.companyId, ph('companyId')), eq(links.stakeholderId, stakeholders.id)))
      .where(
        and(
          eq(stakeholders.companyId, ph('companyId')),
          eq(stakeholders.emailFolded, ph('emailFolded')),
          isNull(stakeholders.removedAt),
          isNull(links.revokedAt),
        ),
      )
      .orderBy(desc(links.createdAt), desc(links.id)),
  )({ companyId, emailFolded });
};

const linksOfContacts = ({ store }: Services, companyId: string, emailFolded: string) => {
  const { contacts, customers, interventions, links, sites } = store.t;
  return prepared(store.read, 'session.linksByEmail', (ph) =>
    store.read
      .select({ link: links })
      .from(contacts)
      .innerJoin(links, and(eq(links.companyId, ph('companyId')), eq(links.contactId, contacts.id)))
      .innerJoin(customers, isRow(customers, ph('companyId'), contacts.customerId))
      .leftJoin(sites, and(eq(links.scopeKind, 'site'), isRow(sites, ph('companyId'), links.scopeId)))
      .leftJoin(
        interventions,
        and(eq(links.scopeKind, 'intervention'), isRow(interventions, ph('companyId'), links.scopeId)),
      )
      .where(
        and(
          eq(contacts.companyId, ph('companyId')),
          eq(contacts.emailFolded, ph('emailFolded')),
          isNull(contacts.removedAt),
          isNull(customers.binnedAt),
          isNull(sites.binnedAt),
          isNull(interventions.binnedAt),
          isNull(links.revokedAt),
        ),
      )
      .orderBy(desc(links.createdAt), desc(links.id)),
  )({ companyId, emailFolded });
};

const widths: readonly LinkRow['scopeKind'][] = ['customer', 'site', 'dossier', 'intervention'];

/** Each scope of each person once. */
function widestFirst(links: LinkRow[]): LinkRow[] {
  const whole = new Set(links.filter(({ scopeKind }) => scopeKind === 'customer').map(({ customerId }) => customerId));
  const wanted = links.filter(({ scopeKind, customerId }) => scopeKind === 'customer' || !whole.has(customerId));
  const once = new Map(wanted.toReversed().map((link) => [`${holderOf(link)} ${link.scopeId}`, link]));
  return [...once.values()].toSorted((a, b) => widths.indexOf(a.scopeKind) - widths.indexOf(b.scopeKind));
}

/** New ones for all of these, to leave in one mail. */
function* replaceTogether(tx: Tx, links: LinkRow[]): Work<void> {
  let first: string | null = null;
  for (const link of links) {
    const made: string | null = yield* replace(tx, link, first);
    first ??= made;
  }
}

async function renew(s: Services, link: LinkRow): Promise<void> {
  if (await s.throttle.exceeds('mailPerson', `link ${link.companyId} ${holderOf(link)}`)) return;
  await s.store.transaction(function* (tx) {
    yield* replace(tx, link, null);
  });
}

/** The same scope for the same person, for as long as the company now gives; mailed by whoever reads the journal. Answers its id. */
function* replace(tx: Tx, link: LinkRow, mailedWith: string | null): Work<string | null> {
  const { companies, contacts, stakeholders } = tx.t;
  const { companyId, contactId, stakeholderId } = link;
  const company = yield* one(
    tx
      .select({ linkDays: companies.linkDays })
      .from(companies)
      .leftJoin(contacts, isRow(contacts, companyId, contactId ?? ''))
      .leftJoin(stakeholders, isRow(stakeholders, companyId, stakeholderId ?? ''))
      // Without an address on file there is nowhere to send it.
      .where(
        and(
          eq(companies.id, companyId),
          or(
            and(isNull(contacts.removedAt), ne(contacts.email, '')),
            and(isNull(stakeholders.removedAt), ne(stakeholders.email, '')),
          ),
        ),
      ),
  );
  if (!company) return null;
  return yield* renewLink(tx, link, company.linkDays, mailedWith);
}
