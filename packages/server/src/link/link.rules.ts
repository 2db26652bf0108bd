/**
 * Secure links: who may give out which, and their end. A link is drafted before it is recorded, since its token is signed
 * outside of a transaction.
 */
import { and, eq, isNull, or } from 'drizzle-orm';
import type { Body, Link, linkApi, Scope } from '@parvis/sdk/contract';
import { reachOf, type Readable, type SubjectType } from '../access/readable.ts';
import { scopeOf, wholeCompany, type RowScope } from '../access/scope.ts';
import { isOutside, principalOf, type Viewer } from '../access/viewer.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { notFound, refused } from '../problem.ts';
import { isRow, one, prepared, run, type Tx, type Store, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { view, withNames } from './link.list.ts';
import { linkAudience } from './link.audience.ts';

type LinkRow = Store['t']['links']['$inferSelect'];
export type LinkRequest = Body<(typeof linkApi)['POST /links']>;

/** Who issues a link, and what they see: a link opens nothing else. */
export interface Issuer {
  companyId: string;
  principal: string;
  /** Whether everything of the company, of whoever else it is, and whatever is added to it later. */
  seesAll: boolean;
  sees(type: SubjectType): RowScope;
}

type Declared = Pick<Readable, 'subjects'>;

export const issuerOf = (features: Declared, viewer: Viewer): Issuer => ({
  companyId: viewer.companyId,
  principal: principalOf(viewer),
  seesAll: !isOutside(viewer) && viewer.rights.has('see_all'),
  sees: (type) => scopeOf(viewer, reachOf(features, type)),
});

/** Whoever runs the server, at the command line. */
export const operatorOf = (features: Declared, companyId: string): Issuer => ({
  companyId,
  principal: 'system',
  seesAll: true,
  sees: (type) => wholeCompany(companyId, reachOf(features, type)),
});

/**
 * Whether a scope lies within what belongs to the contact's customer, and in the issuer's sight: a link never opens somebody
 * else's things. Raises 422 `unknown-reference`, and `not-held` on `scope` where more lies in it than the issuer sees.
 */
export function* checkScope(
  tx: Tx,
  by: Pick<Issuer, 'seesAll' | 'sees'>,
  { customerId, contactId }: { customerId: string; contactId: string },
  { kind, id }: Scope,
): Work<void> {
  const { t } = tx;
  const { seesAll, sees } = by;
  // A customer's space, or a site's, holds the work of colleagues too, if not now, then later.
  if (!seesAll && kind !== 'intervention') throw refused('scope', 'not-held');
  if (kind === 'customer') {
    if (id !== customerId) throw refused('scope.id', 'unknown-reference');
    return;
  }
  if (kind === 'dossier') {
    yield* checkDossier(tx, by, { customerId, contactId }, id);
    return;
  }
  const table = kind === 'site' ? t.sites : t.interventions;
  const scope = sees(kind);
  const found = yield* one(
    prepared(tx, `link.scope:${kind}:${scope.shape}`, (ph) =>
      tx
        .select({ id: table.id })
        .from(table)
        .where(and(scope.where(t, ph), eq(table.customerId, ph('customerId')), eq(table.id, ph('id')))),
    )({ ...scope.values, customerId, id }),
  );
  if (!found) throw refused('scope.id', 'unknown-reference');
}

/** That the contact reaches it: their customer takes part; and of a person, they are the main contact. Raises 422 `unknown-reference`. */
function* checkDossier(
  tx: Tx,
  { sees }: Pick<Issuer, 'sees'>,
  { customerId, contactId }: { customerId: string; contactId: string },
  id: string,
): Work<void> {
  const { contacts, customers, dossierParticipants, dossiers } = tx.t;
  const scope = sees('dossier');
  const found = yield* one(
    prepared(tx, `link.scope:dossier:${scope.shape}`, (ph) =>
      tx
        .select({ id: dossiers.id })
        .from(dossiers)
        .innerJoin(
          dossierParticipants,
          and(
            eq(dossierParticipants.companyId, ph('inCompany')),
            eq(dossierParticipants.dossierId, dossiers.id),
            eq(dossierParticipants.customerId, ph('customerId')),
          ),
        )
        .innerJoin(customers, isRow(customers, ph('inCompany'), dossierParticipants.customerId))
        .innerJoin(contacts, isRow(contacts, ph('inCompany'), ph('contactId')))
        .where(
          and(
            scope.where(tx.t, ph),
            eq(dossiers.id, ph('id')),
            or(eq(customers.kind, 'organization'), eq(contacts.main, true)),
          ),
        ),
    )({ ...scope.values, customerId, contactId, id }),
  );
  if (!found) throw refused('scope.id', 'unknown-reference');
}

/** Whom a drafted link is for, and what their company gives. */
interface Draft extends Pick<LinkRow, 'customerId' | 'contactId' | 'stakeholderId'> {
  scope: Scope;
  linkDays: number;
  portalUrl: string | null;
}

/**
 * A link, not yet recorded: everything that its token will say.
 * Raises 422 for whom the issuer does not see, and for a mail to a contact without an address.
 */
export const draftLink = async (
  store: Store,
  by: Issuer,
  { days, delivery, ...request }: LinkRequest,
): Promise<{ link: LinkRow; portalUrl: string | null }> => {
  const { scope, linkDays, portalUrl, ...holder } =
    'contactId' in request
      ? await draftForContact(store, by, request, delivery)
      : await draftForStakeholder(store, by, request.stakeholderId);
  const createdAt = now();
  const link: LinkRow = {
    id: newId(),
    companyId: by.companyId,
    ...holder,
    scopeKind: scope.kind,
    scopeId: scope.id,
    delivery,
    createdAt,
    createdBy: by.principal,
    expiresAt: new Date(Date.parse(createdAt) + (days ?? linkDays) * 86_400_000).toISOString(),
    mailedWith: null,
    lastUsedAt: null,
    revokedAt: null,
  };
  return { link, portalUrl };
};

const draftForContact = async (
  { read, t }: Store,
  by: Issuer,
  { contactId, scope }: { contactId: string; scope?: Scope | undefined },
  delivery: LinkRow['delivery'],
): Promise<Draft> => {
  const seen = by.sees('contact');
  const [found] = await prepared(read, `link.draft:${seen.shape}`, (ph) =>
    read
      .select({
        customerId: t.contacts.customerId,
        email: t.contacts.email,
        linkDays: t.companies.linkDays,
        portalUrl: t.companies.portalUrl,
      })
      .from(t.contacts)
      .innerJoin(t.companies, eq(t.companies.id, ph('inCompany')))
      .where(and(seen.where(t, ph), eq(t.contacts.id, ph('contactId')), isNull(t.contacts.removedAt))),
  )({ ...seen.values, contactId });
  if (!found) throw refused('contactId', 'unknown-reference');
  if (delivery === 'mail' && found.email === '') throw refused('contactId', 'no-email');
  const { customerId, linkDays, portalUrl } = found;
  return {
    customerId,
    contactId,
    stakeholderId: null,
    scope: scope ?? { kind: 'customer', id: customerId },
    linkDays,
    portalUrl,
  };
};

const draftForStakeholder = async ({ read, t }: Store, by: Issuer, stakeholderId: string): Promise<Draft> => {
  const seen = by.sees('stakeholder');
  const [found] = await prepared(read, `link.draftForStakeholder:${seen.shape}`, (ph) =>
    read
      .select({
        dossierId: t.stakeholders.dossierId,
        linkDays: t.companies.linkDays,
        portalUrl: t.companies.portalUrl,
      })
      .from(t.stakeholders)
      .innerJoin(t.companies, eq(t.companies.id, ph('inCompany')))
      .where(and(seen.where(t, ph), eq(t.stakeholders.id, ph('stakeholderId')), isNull(t.stakeholders.removedAt))),
  )({ ...seen.values, stakeholderId });
  if (!found) throw refused('stakeholderId', 'unknown-reference');
  const { dossierId, ...company } = found;
  return { customerId: null, contactId: null, stakeholderId, scope: { kind: 'dossier', id: dossierId }, ...company };
};

/** A dossier, too, holds the work of colleagues. Raises 422 `not-held` on `scope`. */
export function assertHoldsDossiers({ seesAll }: Pick<Issuer, 'seesAll'>): void {
  if (!seesAll) throw refused('scope', 'not-held');
}

/** Records a drafted link; from here on its token opens, and a mailed one leaves. Raises 422 as `checkScope` does. */
export function* recordLink(tx: Tx, by: Issuer, link: LinkRow, createdBy: string | null): Work<Link> {
  const { t } = tx;
  const { customerId, contactId } = link;
  if (customerId === null || contactId === null) assertHoldsDossiers(by);
  else yield* checkScope(tx, by, { customerId, contactId }, { kind: link.scopeKind, id: link.scopeId });
  yield* run(tx.insert(t.links).values(link));
  yield* append(tx, {
    companyId: link.companyId,
    kind: 'link.created',
    actor: link.createdBy ?? 'system',
    subject: { type: 'link', id: link.id },
    audience: linkAudience,
  });
  const made = yield* one(withNames(tx, t, link.companyId).where(isRow(t.links, link.companyId, link.id)));
  return view(made!.link, made!, createdBy, link.createdAt);
}

/** Revokes a link; revoking it again changes nothing. Raises 404 `not-found`. */
export function* revokeLink(tx: Tx, { companyId, principal, sees }: Issuer, id: string): Work<void> {
  const { t } = tx;
  const scope = sees('link');
  const found = yield* one(
    prepared(tx, `link.byId:${scope.shape}`, (ph) =>
      tx
        .select({ customerId: t.links.customerId, revokedAt: t.links.revokedAt })
        .from(t.links)
        .where(and(scope.where(t, ph), eq(t.links.id, ph('id')))),
    )({ ...scope.values, id }),
  );
  if (!found) throw notFound();
  if (found.revokedAt) return;
  yield* run(
    tx
      .update(t.links)
      .set({ revokedAt: now() })
      .where(and(eq(t.links.companyId, companyId), eq(t.links.id, id), isNull(t.links.revokedAt))),
  );
  yield* append(tx, {
    companyId,
    kind: 'link.revoked',
    actor: principal,
    subject: { type: 'link', id },
    audience: linkAudience,
  });
}
