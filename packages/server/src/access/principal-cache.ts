/**
 * The cache of authenticated principals: who is behind a session or a key, read from its rows, and whether everything it
 * depends on still holds. Invalidated when a commit of this process, or the journal, tells of a change to any of it.
 */
import { and, eq } from 'drizzle-orm';
import type { PortalPart } from '@parvis/sdk/contract';
import { isRow, prepared, type Schema, type Store } from '../store/store.ts';
import { now, nowMillis } from '../time.ts';
import { partsOf } from './parts.ts';
import { rightsOf } from './rights.ts';
import { invalidatedBy, type Followed } from './invalidation.ts';
import type {
  ContactViewer,
  KeyViewer,
  MemberViewer,
  OutsideViewer,
  Principal,
  StakeholderViewer,
  Viewer,
} from './viewer.ts';

export interface CachedPrincipal {
  readonly viewer: Viewer;
  /** When it ends by itself, in milliseconds. */
  readonly until: number;
  /** Something it depends on has changed: read again before it is believed. */
  stale: boolean;
  /** What was known of the journal before it was read: its incarnation, and the company's position. */
  readonly incarnation: string;
  readonly readAt: number;
}

const maxEntries = 20_000;
// A key has no end of its own; it is read again now and then so that `lastUsedAt` follows.
const keyMillis = 10 * 60_000;

type Read = Pick<CachedPrincipal, 'viewer' | 'until'>;

export class PrincipalCache {
  readonly #store: Store;
  readonly #journal: Followed;
  /** Of all viewers that were given out. */
  readonly #of = new WeakMap<Viewer, CachedPrincipal>();
  readonly #known = new Map<CacheKey, CachedPrincipal>();
  readonly #dependents = new Map<CacheKey, Set<CachedPrincipal>>();
  /** Counts invalidations, so that what was read during one is not kept. */
  #invalidations = 0;

  constructor(store: Store, journal: Followed) {
    this.#store = store;
    this.#journal = journal;
    journal.follow(
      (companyId, entries) => {
        for (const entry of entries) this.#invalidate(companyId, invalidatedBy(entry));
      },
      () => this.#invalidateAll(),
    );
    // Of what this process commits, before whoever asked for it is answered: the journal is read a moment later.
    store.changed(({ touched }) => {
      for (const [companyId, marks] of touched ?? [])
        for (const { invalidates } of marks ?? []) this.#invalidate(companyId, invalidates as Principal | undefined);
    });
  }

  /** At once when known. Null when it has ended, or never was. */
  of(companyId: string, principal: Principal): CachedPrincipal | null | Promise<CachedPrincipal | null> {
    const known = this.#known.get(cacheKeyOf(companyId, principal));
    return known && !known.stale && known.until > nowMillis() ? known : this.#read(companyId, principal);
  }

  /** Up to which position nothing has changed of what the viewer depends on, as far as we were told. */
  knownUpTo(viewer: Viewer): number {
    const cached = this.#of.get(viewer);
    if (cached?.incarnation !== this.#journal.incarnation) return -Infinity;
    return cached.stale ? cached.readAt : this.#journal.position(viewer.companyId);
  }

  async #read(companyId: string, principal: Principal): Promise<CachedPrincipal | null> {
    const before = this.#invalidations;
    const known = { incarnation: this.#journal.incarnation, readAt: this.#journal.position(companyId) };
    const [kind, id] = principal.split(':') as [string, string];
    const found =
      kind === 'session' ? await this.#session(companyId, id) : kind === 'key' ? await this.#key(companyId, id) : null;
    this.#forget(cacheKeyOf(companyId, principal));
    if (!found) return null;
    const cached = { ...found, ...known, stale: false };
    this.#of.set(cached.viewer, cached);
    if (before === this.#invalidations) this.#keep(cached);
    else cached.stale = true;
    return cached;
  }

  #keep(cached: CachedPrincipal): void {
    if (this.#known.size >= maxEntries) {
      const [oldest] = this.#known.keys();
      if (oldest !== undefined) this.#forget(oldest);
    }
    const keys = cacheKeysOf(cached);
    this.#known.set(keys[0]!, cached);
    for (const key of keys) {
      const others = this.#dependents.get(key);
      if (others) others.add(cached);
      else this.#dependents.set(key, new Set([cached]));
    }
  }

  #forget(own: CacheKey): void {
    const known = this.#known.get(own);
    if (!known) return;
    // Tokens may still hold it: they, too, must come back here.
    known.stale = true;
    this.#known.delete(own);
    for (const key of cacheKeysOf(known)) {
      const others = this.#dependents.get(key);
      others?.delete(known);
      if (others?.size === 0) this.#dependents.delete(key);
    }
  }

  #invalidate(companyId: string, principal: Principal | null | undefined): void {
    if (!principal) return;
    this.#invalidations += 1;
    for (const cached of this.#dependents.get(cacheKeyOf(companyId, principal)) ?? [])
      this.#forget(cacheKeysOf(cached)[0]!);
  }

  #invalidateAll(): void {
    this.#invalidations += 1;
    for (const principal of this.#known.keys()) this.#forget(principal);
  }

  async #session(companyId: string, id: string): Promise<Read | null> {
    const { read, t } = this.#store;
    // Each joined part starts with a column that is never null: by that one drizzle tells whether there was a row.
    const [found] = await prepared(read, 'access.session', (ph) =>
      read
        .select({
          session: t.sessions,
          company: { options: t.companies.options, timeZone: t.companies.timeZone },
          member: {
            name: t.members.name,
            role: t.members.role,
            rights: t.members.rights,
            lang: t.members.lang,
            status: t.members.status,
          },
          contact: {
            name: t.contacts.name,
            lang: t.contacts.lang,
            customerId: t.contacts.customerId,
            rights: t.contacts.rights,
            main: t.contacts.main,
            removedAt: t.contacts.removedAt,
          },
          customer: { kind: t.customers.kind, options: t.customers.options, binnedAt: t.customers.binnedAt },
          stakeholder: {
            name: t.stakeholders.name,
            lang: t.stakeholders.lang,
            dossierId: t.stakeholders.dossierId,
            removedAt: t.stakeholders.removedAt,
          },
          link: { expiresAt: t.links.expiresAt, revokedAt: t.links.revokedAt },
          key: { id: t.keys.id, revokedAt: t.keys.revokedAt },
          intervention: {
            id: t.interventions.id,
            assigneeId: t.interventions.assigneeId,
            binnedAt: t.interventions.binnedAt,
          },
          site: { id: t.sites.id, binnedAt: t.sites.binnedAt },
          participant: { dossierId: t.dossierParticipants.dossierId },
        })
        .from(t.sessions)
        .innerJoin(t.companies, eq(t.companies.id, ph('companyId')))
        .leftJoin(t.members, isRow(t.members, ph('companyId'), t.sessions.memberId))
        .leftJoin(t.contacts, isRow(t.contacts, ph('companyId'), t.sessions.contactId))
        .leftJoin(t.customers, isRow(t.customers, ph('companyId'), t.contacts.customerId))
        .leftJoin(t.stakeholders, isRow(t.stakeholders, ph('companyId'), t.sessions.stakeholderId))
        .leftJoin(t.links, isRow(t.links, ph('companyId'), t.sessions.linkId))
        .leftJoin(t.keys, isRow(t.keys, ph('companyId'), t.sessions.keyId))
        .leftJoin(
          t.interventions,
          and(isRow(t.interventions, ph('companyId'), t.sessions.scopeId), eq(t.sessions.scopeKind, 'intervention')),
        )
        .leftJoin(t.sites, and(isRow(t.sites, ph('companyId'), t.sessions.scopeId), eq(t.sessions.scopeKind, 'site')))
        .leftJoin(
          t.dossierParticipants,
          and(
            eq(t.dossierParticipants.companyId, ph('companyId')),
            eq(t.dossierParticipants.dossierId, t.sessions.scopeId),
            eq(t.dossierParticipants.customerId, t.contacts.customerId),
            eq(t.sessions.scopeKind, 'dossier'),
          ),
        )
        .where(isRow(t.sessions, ph('companyId'), ph('id'))),
    )({ companyId, id });
    if (!found) return null;
    const at = now();
    const { session, company, member, contact, customer, stakeholder, link, key, intervention, site, participant } =
      found;
    if (session.endedAt !== null || session.expiresAt <= at) return null;
    if (session.memberId !== null && member?.status !== 'active') return null;
    if (session.linkId !== null && (!link || link.revokedAt !== null || link.expiresAt <= at)) return null;
    if (session.keyId !== null && (!key || key.revokedAt !== null)) return null;
    // A preview shows no more than its member sees.
    const isNarrow = member !== null && !rightsOf(member.role, member.rights).has('see_all');
    if (session.stakeholderId !== null) {
      // A dossier holds the work of colleagues, too.
      if (!stakeholder || stakeholder.removedAt !== null || isNarrow) return null;
      return readOf(stakeholderViewer(session, stakeholder, company));
    }
    if (session.contactId === null) return member && readOf(memberViewer(session, member));
    if (!contact || contact.removedAt !== null || !customer) return null;
    // What it opens is in the bin.
    if (customer.binnedAt ?? intervention?.binnedAt ?? site?.binnedAt) return null;
    if (isNarrow && intervention?.assigneeId !== session.memberId) return null;
    const reachesDossiers = customer.kind === 'organization' || contact.main;
    if (session.scopeKind === 'dossier' && !(participant && reachesDossiers)) return null;
    const parts = partsOf(company.options, customer.options);
    const shown = { timeZone: company.timeZone, parts };
    return readOf(contactViewer(session, contact, { ...shown, reachesDossiers }));
  }

  async #key(companyId: string, id: string): Promise<Read | null> {
    const { read, t } = this.#store;
    const [found] = await prepared(read, 'access.key', (ph) =>
      read
        .select({
          name: t.keys.name,
          role: t.keys.role,
          rights: t.keys.rights,
          createdBy: t.keys.createdBy,
          revokedAt: t.keys.revokedAt,
        })
        .from(t.keys)
        .where(isRow(t.keys, ph('companyId'), ph('id'))),
    )({ companyId, id });
    if (!found || found.revokedAt !== null) return null;
    const { name, role, rights, createdBy } = found;
    const viewer: KeyViewer = {
      kind: 'key',
      companyId,
      keyId: id,
      name,
      role,
      rights: new Set(rights),
      makerId: createdBy?.startsWith('member:') ? createdBy.slice('member:'.length) : null,
      dependsOn: [`key:${id}`, `company:${companyId}`],
    };
    return { viewer, until: nowMillis() + keyMillis };
  }
}

/** A principal among those of all companies. */
type CacheKey = `${string} ${Principal}`;
const cacheKeyOf = (companyId: string, principal: Principal): CacheKey => `${companyId} ${principal}`;
/** What it depends on, itself first. */
const cacheKeysOf = ({ viewer: { companyId, dependsOn } }: CachedPrincipal): CacheKey[] =>
  dependsOn.map((principal) => cacheKeyOf(companyId, principal));

const readOf = (viewer: OutsideViewer | MemberViewer): Read => ({
  viewer,
  until: Date.parse(viewer.until),
});

type SessionRow = Schema['sessions']['$inferSelect'];
type MemberColumns = Pick<Schema['members']['$inferSelect'], 'name' | 'role' | 'rights' | 'lang'>;
type ContactColumns = Pick<Schema['contacts']['$inferSelect'], 'name' | 'lang' | 'customerId' | 'rights'>;

function memberViewer(session: SessionRow, { name, role, rights, lang }: MemberColumns): MemberViewer {
  const { id: sessionId, companyId, expiresAt: until } = session;
  const memberId = session.memberId ?? '';
  return {
    kind: 'member',
    companyId,
    memberId,
    name,
    lang,
    role,
    rights: rightsOf(role, rights),
    sessionId,
    until,
    dependsOn: [`session:${sessionId}`, `member:${memberId}`, `company:${companyId}`],
  };
}

function contactViewer(
  session: SessionRow,
  contact: ContactColumns,
  shown: Pick<ContactViewer, 'timeZone' | 'parts' | 'reachesDossiers'>,
): ContactViewer {
  const { id: sessionId, companyId, memberId, expiresAt: until } = session;
  const contactId = session.contactId ?? '';
  const { customerId, rights, name, lang } = contact;
  return {
    kind: 'contact',
    companyId,
    contactId,
    customerId,
    rights: new Set(rights),
    name,
    lang,
    scope: { kind: session.scopeKind ?? 'customer', id: session.scopeId ?? customerId },
    ...shown,
    sessionId,
    previewBy: memberId,
    until,
    dependsOn: [
      `session:${sessionId}`,
      `contact:${contactId}`,
      `customer:${customerId}`,
      `company:${companyId}`,
      ...openersOf(session),
      ...openedBy(session),
    ],
  };
}

/** Never to be seen or done by who is no customer, whatever is on. */
const customersOwn: readonly PortalPart[] = ['commercial', 'dossierCreation'];

function stakeholderViewer(
  session: SessionRow,
  { name, lang, dossierId }: Pick<Schema['stakeholders']['$inferSelect'], 'name' | 'lang' | 'dossierId'>,
  { options, timeZone }: Pick<Schema['companies']['$inferSelect'], 'options' | 'timeZone'>,
): StakeholderViewer {
  const { id: sessionId, companyId, memberId, expiresAt: until } = session;
  const stakeholderId = session.stakeholderId ?? '';
  return {
    kind: 'stakeholder',
    companyId,
    stakeholderId,
    name,
    lang,
    scope: { kind: 'dossier', id: dossierId },
    timeZone,
    // A dossier may have several customers: what was chosen for one of them says nothing of it.
    parts: new Set([...partsOf(options, {})].filter((part) => !customersOwn.includes(part))),
    sessionId,
    previewBy: memberId,
    until,
    dependsOn: [`session:${sessionId}`, `stakeholder:${stakeholderId}`, `company:${companyId}`, ...openersOf(session)],
  };
}

/**
 * What a session opens, where it is not the whole customer: it may go into the bin, be taken from who previews it, or be a
 * dossier in which the customer takes part no longer.
 */
const openedBy = ({ scopeKind, scopeId }: SessionRow): Principal[] =>
  scopeKind === null || scopeKind === 'customer' ? [] : [`${scopeKind}:${scopeId}`];

/** What opened a session at the portal. */
const openersOf = ({ memberId, parentId, linkId, keyId }: SessionRow): Principal[] => [
  ...(memberId === null ? [] : [`member:${memberId}` as const]),
  ...(parentId === null ? [] : [`session:${parentId}` as const]),
  ...(linkId === null ? [] : [`link:${linkId}` as const]),
  ...(keyId === null ? [] : [`key:${keyId}` as const]),
];
