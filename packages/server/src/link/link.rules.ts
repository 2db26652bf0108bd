import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Body, Link, linkApi, Scope } from '@parvis/sdk/contract';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { principalNames } from '../member/member.rules.ts';
import { notFound, refused } from '../problem.ts';
import { one, prepared, run, type Tx, type Reader, type Store, type Work } from '../store/store.ts';
import { now } from '../time.ts';

type LinkRow = Store['t']['links']['$inferSelect'];
export type LinkRequest = Body<(typeof linkApi)['POST /links']>;

interface LinkNames {
  customerName: string;
  contactName: string;
  siteName: string | null;
  interventionNumber: number | null;
}

const scopeLabel = (row: LinkRow, names: LinkNames): string => {
  switch (row.scopeKind) {
    case 'customer':
      return names.customerName;
    case 'site':
      return names.siteName ?? '';
    case 'intervention':
      return String(names.interventionNumber ?? '');
    case 'dossier':
      return '';
  }
};

const view = (row: LinkRow, names: LinkNames, createdBy: string | null, at: string): Link => ({
  id: row.id,
  customer: { id: row.customerId, name: names.customerName },
  contact: { id: row.contactId, name: names.contactName },
  scope: { kind: row.scopeKind, id: row.scopeId, label: scopeLabel(row, names) },
  delivery: row.delivery,
  createdAt: row.createdAt,
  createdBy,
  expiresAt: row.expiresAt,
  lastUsedAt: row.lastUsedAt,
  revokedAt: row.revokedAt,
  status: row.revokedAt ? 'revoked' : row.expiresAt <= at ? 'expired' : 'active',
});

/** Links with the names that a list shows; the caller adds the condition and the order. */
const withNames = (db: Reader, t: Store['t']) =>
  db
    .select({
      link: t.links,
      customerName: t.customers.name,
      contactName: t.contacts.name,
      siteName: t.sites.name,
      interventionNumber: t.interventions.number,
    })
    .from(t.links)
    .innerJoin(t.customers, eq(t.customers.id, t.links.customerId))
    .innerJoin(t.contacts, eq(t.contacts.id, t.links.contactId))
    .leftJoin(t.sites, and(eq(t.links.scopeKind, 'site'), eq(t.sites.id, t.links.scopeId)))
    .leftJoin(t.interventions, and(eq(t.links.scopeKind, 'intervention'), eq(t.interventions.id, t.links.scopeId)));

/** A page of links, newest first, of one customer or of all. */
export const listLinks = async (
  store: Store,
  companyId: string,
  { customerId, limit, before }: { customerId: string | undefined; limit: number; before: [string, string] | null },
): Promise<{ items: Link[]; last: [string, string] | null }> => {
  const { read, t } = store;
  const query = prepared(read, `link.list:${customerId ? 'customer' : 'all'}${before ? ':before' : ''}`, (ph) =>
    withNames(read, t)
      .where(
        and(
          eq(t.links.companyId, ph('companyId')),
          customerId ? eq(t.links.customerId, ph('customerId')) : undefined,
          before ? sql`(${t.links.createdAt}, ${t.links.id}) < (${ph('createdAt')}, ${ph('id')})` : undefined,
        ),
      )
      .orderBy(desc(t.links.createdAt), desc(t.links.id))
      .limit(ph('limit')),
  );
  const [createdAt, id] = before ?? [];
  const [found, names] = await Promise.all([
    query({ companyId, customerId, createdAt, id, limit: limit + 1 }),
    principalNames(store, companyId),
  ]);
  const at = now();
  const last = found.length > limit ? found[limit - 1]!.link : null;
  return {
    items: found
      .slice(0, limit)
      .map((row) => view(row.link, row, (row.link.createdBy && names.get(row.link.createdBy)) ?? null, at)),
    last: last && [last.createdAt, last.id],
  };
};

/** Whether a scope lies within what belongs to the customer: a link never opens somebody else's things. */
export function* checkScope(tx: Tx, companyId: string, customerId: string, { kind, id }: Scope): Work<void> {
  const { t } = tx;
  // Dossiers have no participants yet that a link could stand for.
  if (kind === 'dossier') throw refused('scope.kind', 'not-offered');
  if (kind === 'customer') {
    if (id !== customerId) throw refused('scope.id', 'unknown-reference');
    return;
  }
  const table = kind === 'site' ? t.sites : t.interventions;
  const found = yield* one(
    tx
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.companyId, companyId), eq(table.customerId, customerId), eq(table.id, id))),
  );
  if (!found) throw refused('scope.id', 'unknown-reference');
}

/**
 * A link for a contact, not yet recorded: everything that its token will say.
 * Raises 422 for a contact that is not the company's, and for a mail to a contact without an address.
 */
export const draftLink = async (
  { read, t }: Store,
  by: { companyId: string; principal: string },
  { contactId, scope, days, delivery }: LinkRequest,
): Promise<{ link: LinkRow; portalUrl: string | null }> => {
  const [found] = await prepared(read, 'link.draft', (ph) =>
    read
      .select({
        customerId: t.contacts.customerId,
        email: t.contacts.email,
        linkDays: t.companies.linkDays,
        portalUrl: t.companies.portalUrl,
      })
      .from(t.contacts)
      .innerJoin(t.companies, eq(t.companies.id, t.contacts.companyId))
      .where(
        and(
          eq(t.contacts.companyId, ph('companyId')),
          eq(t.contacts.id, ph('contactId')),
          isNull(t.contacts.removedAt),
        ),
      ),
  )({ companyId: by.companyId, contactId });
  if (!found) throw refused('contactId', 'unknown-reference');
  if (delivery === 'mail' && found.email === '') throw refused('contactId', 'no-email');
  const createdAt = now();
  const link: LinkRow = {
    id: newId(),
    companyId: by.companyId,
    customerId: found.customerId,
    contactId,
    scopeKind: scope?.kind ?? 'customer',
    scopeId: scope?.id ?? found.customerId,
    delivery,
    createdAt,
    createdBy: by.principal,
    expiresAt: new Date(Date.parse(createdAt) + (days ?? found.linkDays) * 86_400_000).toISOString(),
    lastUsedAt: null,
    revokedAt: null,
  };
  return { link, portalUrl: found.portalUrl };
};

/** Records a drafted link; from here on its token opens, and a mailed one leaves. Raises 422 for a scope that is not the customer's. */
export function* recordLink(tx: Tx, link: LinkRow, createdBy: string | null): Work<Link> {
  const { t } = tx;
  yield* checkScope(tx, link.companyId, link.customerId, { kind: link.scopeKind, id: link.scopeId });
  yield* run(tx.insert(t.links).values(link));
  yield* append(tx, {
    companyId: link.companyId,
    kind: 'link.created',
    actor: link.createdBy ?? 'system',
    subject: { type: 'link', id: link.id },
    customerId: link.customerId,
  });
  const made = yield* one(withNames(tx, t).where(eq(t.links.id, link.id)));
  return view(made!.link, made!, createdBy, link.createdAt);
}

/** Revokes a link; revoking it again changes nothing. Raises 404 `not-found`. */
export function* revokeLink(tx: Tx, by: { companyId: string; principal: string }, id: string): Work<void> {
  const { t } = tx;
  const thisLink = and(eq(t.links.companyId, by.companyId), eq(t.links.id, id));
  const found = yield* one(
    tx.select({ customerId: t.links.customerId, revokedAt: t.links.revokedAt }).from(t.links).where(thisLink),
  );
  if (!found) throw notFound();
  if (found.revokedAt) return;
  yield* run(
    tx
      .update(t.links)
      .set({ revokedAt: now() })
      .where(and(thisLink, isNull(t.links.revokedAt))),
  );
  yield* append(tx, {
    companyId: by.companyId,
    kind: 'link.revoked',
    actor: by.principal,
    subject: { type: 'link', id },
    customerId: found.customerId,
  });
}
