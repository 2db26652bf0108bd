/** A session at the portal: by a secure link, by the company's own program, or as a member's preview. */
import { and, eq, isNull } from 'drizzle-orm';
import type { Scope } from '@parvis/sdk/contract';
import { reachOf } from '../access/readable.ts';
import { scopeOf } from '../access/scope.ts';
import type { InsideViewer } from '../access/viewer.ts';
import type { CallRequest } from '../http/handlers.ts';
import { heldBy } from '../link/link.holder.ts';
import { assertHoldsDossiers, checkScope, issuerOf } from '../link/link.rules.ts';
import { refused, unauthorized } from '../problem.ts';
import type { Services } from '../services.ts';
import { isRow, one, prepared, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { checkOrigin, keptFor, recordSession, sessionView } from './session.rules.ts';
import { linkUsed } from '../link/link.use.ts';

type LinkRow = Schema['links']['$inferSelect'];

/** The row of a link that we signed and did not revoke, whose things are not in the bin, and whether its time is over. Null for any other text. */
export async function findLink(
  { store, tokens }: Services,
  text: string,
): Promise<{ link: LinkRow; expired: boolean } | null> {
  const claims = await tokens.readLink(text);
  if (!claims) return null;
  const { contacts, customers, interventions, links, sites, stakeholders } = store.t;
  const [found] = await prepared(store.read, 'session.link', (ph) =>
    store.read
      .select({ link: links })
      .from(links)
      .leftJoin(customers, isRow(customers, ph('companyId'), links.customerId))
      .leftJoin(sites, and(eq(links.scopeKind, 'site'), isRow(sites, ph('companyId'), links.scopeId)))
      .leftJoin(
        interventions,
        and(eq(links.scopeKind, 'intervention'), isRow(interventions, ph('companyId'), links.scopeId)),
      )
      .leftJoin(contacts, isRow(contacts, ph('companyId'), links.contactId))
      .leftJoin(stakeholders, isRow(stakeholders, ph('companyId'), links.stakeholderId))
      .where(
        and(
          isRow(links, ph('companyId'), ph('linkId')),
          isNull(links.revokedAt),
          isNull(contacts.removedAt),
          isNull(stakeholders.removedAt),
          // What it opens is in the bin: it opens again once that is taken out.
          isNull(customers.binnedAt),
          isNull(sites.binnedAt),
          isNull(interventions.binnedAt),
        ),
      ),
  )({ companyId: claims.companyId, linkId: claims.linkId });
  if (!found) return null;
  const { link } = found;
  // What the token says and what was given out are the same, or it is no link of ours.
  const agrees =
    (link.contactId ?? link.stakeholderId) === claims.personId &&
    link.scopeKind === claims.scope.kind &&
    link.scopeId === claims.scope.id;
  return agrees ? { link, expired: claims.expired || link.expiresAt <= now() } : null;
}

/** Raises 401 `link-expired` (a new one can be asked for) or `link-invalid` (whatever else is wrong with it). */
export async function openByLink(s: Services, request: CallRequest, text: string, keep: boolean) {
  const audience = keptFor(s, request, 'portal', keep);
  const found = await findLink(s, text);
  if (!found) throw unauthorized('link-invalid');
  const { link, expired } = found;
  if (expired) throw unauthorized('link-expired');
  await checkOrigin(s, request, link.companyId);
  await s.throttle.take('exchange', `${link.companyId} ${link.id}`);
  const { companyId, contactId, stakeholderId, scopeKind, scopeId, expiresAt } = link;
  const opened = await s.store.transaction(function* (tx) {
    yield* linkUsed(tx, link);
    const scope = { kind: scopeKind, id: scopeId };
    const asked = { companyId, contactId, stakeholderId, linkId: link.id, scope, notAfter: expiresAt };
    return yield* recordSession(tx, asked, audience);
  });
  const session = await sessionView(s, request, opened);
  if (!session) throw unauthorized('link-invalid');
  return session;
}

type Wanted = { contactId: string; scope?: Scope | undefined } | { stakeholderId: string };

/** For whom the company's own site has signed in, or for a member to see what they would. Raises 422. */
export async function openFor(s: Services, request: CallRequest, viewer: InsideViewer, wanted: Wanted) {
  const { companyId } = viewer;
  const opened = await s.store.transaction(function* (tx) {
    const scope =
      'contactId' in wanted ? yield* scopeFor(s, tx, viewer, wanted) : yield* dossierOf(s, tx, viewer, wanted);
    const opener =
      viewer.kind === 'key'
        ? { keyId: viewer.keyId }
        : { memberId: viewer.memberId, parentId: viewer.sessionId, notAfter: viewer.until };
    return yield* recordSession(tx, { companyId, ...heldBy(wanted), scope, ...opener }, null);
  });
  const session = await sessionView(s, request, opened);
  if (!session) throw unauthorized();
  return session;
}

function* scopeFor(
  s: Services,
  tx: Tx,
  viewer: InsideViewer,
  { contactId, scope }: { contactId: string; scope?: Scope | undefined },
): Work<Scope> {
  const customerId = yield* customerOf(s, tx, viewer, contactId);
  const opened = scope ?? { kind: 'customer', id: customerId };
  yield* checkScope(tx, issuerOf(s.features, viewer), { customerId, contactId }, opened);
  return opened;
}

function* dossierOf(
  s: Services,
  tx: Tx,
  viewer: InsideViewer,
  { stakeholderId }: { stakeholderId: string },
): Work<Scope> {
  const { t } = tx;
  const scope = scopeOf(viewer, reachOf(s.features, 'stakeholder'));
  const found = yield* one(
    prepared(tx, `session.stakeholder:${scope.shape}`, (ph) =>
      tx
        .select({ dossierId: t.stakeholders.dossierId })
        .from(t.stakeholders)
        .where(and(scope.where(t, ph), eq(t.stakeholders.id, ph('stakeholderId')), isNull(t.stakeholders.removedAt))),
    )({ ...scope.values, stakeholderId }),
  );
  if (!found) throw refused('stakeholderId', 'unknown-reference');
  assertHoldsDossiers(issuerOf(s.features, viewer));
  return { kind: 'dossier', id: found.dossierId };
}

function* customerOf(s: Services, tx: Tx, viewer: InsideViewer, contactId: string): Work<string> {
  const { t } = tx;
  const scope = scopeOf(viewer, reachOf(s.features, 'contact'));
  const contact = yield* one(
    prepared(tx, `session.contact:${scope.shape}`, (ph) =>
      tx
        .select({ customerId: t.contacts.customerId })
        .from(t.contacts)
        .where(and(scope.where(t, ph), eq(t.contacts.id, ph('contactId')), isNull(t.contacts.removedAt))),
    )({ ...scope.values, contactId }),
  );
  if (!contact) throw refused('contactId', 'unknown-reference');
  return contact.customerId;
}
