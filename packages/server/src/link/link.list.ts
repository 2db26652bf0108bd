/** Links as the desk sees them: each with the names of what it opens and for whom, and the list of them. */
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Link } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { principalNames } from '../access/principal-names.ts';
import { isRow, prepared, type CompanyId, type Reader, type Store } from '../store/store.ts';
import { now } from '../time.ts';
import { links } from './link.reach.ts';

type LinkRow = Store['t']['links']['$inferSelect'];

interface LinkNames {
  customerName: string | null;
  contactName: string | null;
  stakeholderName: string | null;
  dossierName: string | null;
  siteName: string | null;
  interventionNumber: number | null;
}

const scopeLabel = (row: LinkRow, names: LinkNames): string => {
  switch (row.scopeKind) {
    case 'customer':
      return names.customerName ?? '';
    case 'site':
      return names.siteName ?? '';
    case 'intervention':
      return String(names.interventionNumber ?? '');
    case 'dossier':
      return names.dossierName ?? '';
  }
};

/** A link as the desk sees it. */
export const view = (row: LinkRow, names: LinkNames, createdBy: string | null, at: string): Link => ({
  id: row.id,
  customer: named(row.customerId, names.customerName),
  contact: named(row.contactId, names.contactName),
  stakeholder: named(row.stakeholderId, names.stakeholderName),
  scope: { kind: row.scopeKind, id: row.scopeId, label: scopeLabel(row, names) },
  delivery: row.delivery,
  createdAt: row.createdAt,
  createdBy,
  expiresAt: row.expiresAt,
  lastUsedAt: row.lastUsedAt,
  revokedAt: row.revokedAt,
  status: row.revokedAt ? 'revoked' : row.expiresAt <= at ? 'expired' : 'active',
});

const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

/** Links of a company with the names that a list shows; the caller adds the condition and the order. */
export const withNames = (db: Reader, t: Store['t'], companyId: CompanyId) =>
  db
    .select({
      link: t.links,
      customerName: t.customers.name,
      contactName: t.contacts.name,
      stakeholderName: t.stakeholders.name,
      dossierName: t.dossiers.name,
      siteName: t.sites.name,
      interventionNumber: t.interventions.number,
    })
    .from(t.links)
    .leftJoin(t.customers, isRow(t.customers, companyId, t.links.customerId))
    .leftJoin(t.contacts, isRow(t.contacts, companyId, t.links.contactId))
    .leftJoin(t.stakeholders, isRow(t.stakeholders, companyId, t.links.stakeholderId))
    .leftJoin(t.dossiers, and(eq(t.links.scopeKind, 'dossier'), isRow(t.dossiers, companyId, t.links.scopeId)))
    .leftJoin(t.sites, and(eq(t.links.scopeKind, 'site'), isRow(t.sites, companyId, t.links.scopeId)))
    .leftJoin(
      t.interventions,
      and(eq(t.links.scopeKind, 'intervention'), isRow(t.interventions, companyId, t.links.scopeId)),
    );

/** A page of the links that open what the viewer sees, newest first, of one customer or of all. */
export const listLinks = async (
  store: Store,
  viewer: Viewer,
  { customerId, limit, before }: { customerId: string | undefined; limit: number; before: [string, string] | null },
): Promise<{ items: Link[]; last: [string, string] | null }> => {
  const { read, t } = store;
  const scope = scopeOf(viewer, links);
  const shape = `${scope.shape}:${customerId ? 'customer' : 'all'}${before ? ':before' : ''}`;
  const query = prepared(read, `link.list:${shape}`, (ph) =>
    withNames(read, t, ph('inCompany'))
      .where(
        and(
          scope.where(t, ph),
          customerId ? eq(t.links.customerId, ph('customerId')) : undefined,
          before ? sql`(${t.links.createdAt}, ${t.links.id}) < (${ph('createdAt')}, ${ph('id')})` : undefined,
        ),
      )
      .orderBy(desc(t.links.createdAt), desc(t.links.id))
      .limit(ph('limit')),
  );
  const [createdAt, id] = before ?? [];
  const [found, names] = await Promise.all([
    query({ ...scope.values, customerId, createdAt, id, limit: limit + 1 }),
    principalNames(store, viewer.companyId),
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
