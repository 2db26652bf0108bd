/**
 * What stands behind a session or a key, read from its rows: who it is, and whether everything it stands on still holds.
 * Kept in memory until the journal tells of a change to any of it.
 */
import { and, eq } from 'drizzle-orm';
import type { PortalOptions, PortalOverrides, PortalPart } from '@parvis/sdk/contract';
import type { Journal } from '../journal/journal.ts';
import { isRow, prepared, type Schema, type Store } from '../store/store.ts';
import { now } from '../time.ts';
import { rightsOf } from './rights.ts';
import { shakes } from './invalidation.ts';
import type {
  ContactViewer,
  KeyViewer,
  MemberViewer,
  OutsideViewer,
  Principal,
  StakeholderViewer,
  Viewer,
} from './viewer.ts';

export interface Standing {
  readonly viewer: Viewer;
  /** When it ends by itself, in milliseconds. */
  readonly until: number;
  /** Something it stands on has changed: to be read again before it is believed. */
  shaken: boolean;
  /** What was known of the journal before it was read: its incarnation, and the company's position. */
  readonly incarnation: string;
  readonly readAt: number;
}

const mostStandings = 20_000;
// A key has no end of its own; it is read again now and then so that `lastUsedAt` follows.
const keyMillis = 10 * 60_000;

type Read = Pick<Standing, 'viewer' | 'until'>;

export class Standings {
  readonly #store: Store;
  readonly #journal: Journal;
  /** Of all viewers that were given out. */
  readonly #of = new WeakMap<Viewer, Standing>();
  readonly #known = new Map<Ground, Standing>();
  readonly #standingOn = new Map<Ground, Set<Standing>>();
  /** Counts what was shaken, so that a reading during which something was is not kept. */
  #shakes = 0;

  constructor(store: Store, journal: Journal) {
    this.#store = store;
    this.#journal = journal;
    journal.follow(
      (companyId, entries) => {
        for (const entry of entries) this.#shake(companyId, shakes(entry));
      },
      () => this.#shakeAll(),
    );
  }

  /** At once when known. Null when it has ended, or never was. */
  of(companyId: string, principal: Principal): Standing | null | Promise<Standing | null> {
    const known = this.#known.get(groundOf(companyId, principal));
    return known && !known.shaken && known.until > Date.now() ? known : this.#read(companyId, principal);
  }

  /** Up to which position nothing has changed of what the viewer stands on, as far as we were told. */
  knownUpTo(viewer: Viewer): number {
    const standing = this.#of.get(viewer);
    if (standing?.incarnation !== this.#journal.incarnation) return -Infinity;
    return standing.shaken ? standing.readAt : this.#journal.position(viewer.companyId);
  }

  async #read(companyId: string, principal: Principal): Promise<Standing | null> {
    const before = this.#shakes;
    const known = { incarnation: this.#journal.incarnation, readAt: this.#journal.position(companyId) };
    const [kind, id] = principal.split(':') as [string, string];
    const found =
      kind === 'session' ? await this.#session(companyId, id) : kind === 'key' ? await this.#key(companyId, id) : null;
    this.#forget(groundOf(companyId, principal));
    if (!found) return null;
    const standing = { ...found, ...known, shaken: false };
    this.#of.set(standing.viewer, standing);
    if (before === this.#shakes) this.#keep(standing);
    else standing.shaken = true;
    return standing;
  }

  #keep(standing: Standing): void {
    if (this.#known.size >= mostStandings) {
      const [oldest] = this.#known.keys();
      if (oldest !== undefined) this.#forget(oldest);
    }
    const grounds = groundsOf(standing);
    this.#known.set(grounds[0]!, standing);
    for (const ground of grounds) {
      const others = this.#standingOn.get(ground);
      if (others) others.add(standing);
      else this.#standingOn.set(ground, new Set([standing]));
    }
  }

  #forget(own: Ground): void {
    const known = this.#known.get(own);
    if (!known) return;
    // Tokens may still hold it: they, too, must come back here.
    known.shaken = true;
    this.#known.delete(own);
    for (const ground of groundsOf(known)) {
      const others = this.#standingOn.get(ground);
      others?.delete(known);
      if (others?.size === 0) this.#standingOn.delete(ground);
    }
  }

  #shake(companyId: string, principal: Principal | null): void {
    if (principal === null) return;
    this.#shakes += 1;
    for (const standing of this.#standingOn.get(groundOf(companyId, principal)) ?? [])
      this.#forget(groundsOf(standing)[0]!);
  }

  #shakeAll(): void {
    this.#shakes += 1;
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
            removedAt: t.contacts.removedAt,
          },
          customer: { options: t.customers.options },
          stakeholder: {
            name: t.stakeholders.name,
            lang: t.stakeholders.lang,
            dossierId: t.stakeholders.dossierId,
            removedAt: t.stakeholders.removedAt,
          },
          link: { expiresAt: t.links.expiresAt, revokedAt: t.links.revokedAt },
          key: { id: t.keys.id, revokedAt: t.keys.revokedAt },
          intervention: { id: t.interventions.id, assigneeId: t.interventions.assigneeId },
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
        .where(isRow(t.sessions, ph('companyId'), ph('id'))),
    )({ companyId, id });
    if (!found) return null;
    const at = now();
    const { session, company, member, contact, customer, stakeholder, link, key, intervention } = found;
    if (session.endedAt !== null || session.expiresAt <= at) return null;
    if (session.memberId !== null && member?.status !== 'active') return null;
    if (session.linkId !== null && (!link || link.revokedAt !== null || link.expiresAt <= at)) return null;
    if (session.keyId !== null && (!key || key.revokedAt !== null)) return null;
    // A preview shows no more than its member sees.
    const isNarrow = member !== null && !rightsOf(member.role, member.rights).has('see_all');
    if (session.stakeholderId !== null) {
      // A dossier holds the work of colleagues, too.
      if (!stakeholder || stakeholder.removedAt !== null || isNarrow) return null;
      return standing(stakeholderViewer(session, stakeholder, company));
    }
    if (session.contactId === null) return member && standing(memberViewer(session, member));
    if (!contact || contact.removedAt !== null || !customer) return null;
    if (isNarrow && intervention?.assigneeId !== session.memberId) return null;
    const parts = partsOf(company.options, customer.options);
    const shown = { timeZone: company.timeZone, parts };
    return standing(contactViewer(session, contact, shown, isNarrow ? `intervention:${session.scopeId}` : null));
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
      standsOn: [`key:${id}`, `company:${companyId}`],
    };
    return { viewer, until: Date.now() + keyMillis };
  }
}

/** A principal among those of all companies. */
type Ground = `${string} ${Principal}`;
const groundOf = (companyId: string, principal: Principal): Ground => `${companyId} ${principal}`;
/** What it stands on, itself first. */
const groundsOf = ({ viewer: { companyId, standsOn } }: Standing): Ground[] =>
  standsOn.map((principal) => groundOf(companyId, principal));

const standing = (viewer: OutsideViewer | MemberViewer): Read => ({
  viewer,
  until: Date.parse(viewer.until),
});

type SessionRow = Schema['sessions']['$inferSelect'];
type MemberPart = Pick<Schema['members']['$inferSelect'], 'name' | 'role' | 'rights' | 'lang'>;
type ContactPart = Pick<Schema['contacts']['$inferSelect'], 'name' | 'lang' | 'customerId' | 'rights'>;

function memberViewer(session: SessionRow, { name, role, rights, lang }: MemberPart): MemberViewer {
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
    standsOn: [`session:${sessionId}`, `member:${memberId}`, `company:${companyId}`],
  };
}

function contactViewer(
  session: SessionRow,
  contact: ContactPart,
  shown: Pick<ContactViewer, 'timeZone' | 'parts'>,
  assigned: Principal | null,
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
    standsOn: [
      `session:${sessionId}`,
      `contact:${contactId}`,
      `customer:${customerId}`,
      `company:${companyId}`,
      ...openersOf(session),
      ...(assigned === null ? [] : [assigned]),
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
    standsOn: [`session:${sessionId}`, `stakeholder:${stakeholderId}`, `company:${companyId}`, ...openersOf(session)],
  };
}

/** What opened a session at the portal. */
const openersOf = ({ memberId, parentId, linkId, keyId }: SessionRow): Principal[] => [
  ...(memberId === null ? [] : [`member:${memberId}` as const]),
  ...(parentId === null ? [] : [`session:${parentId}` as const]),
  ...(linkId === null ? [] : [`link:${linkId}` as const]),
  ...(keyId === null ? [] : [`key:${keyId}` as const]),
];

/** The parts that are on for a customer: the company's choice, unless another was made for this one. */
function partsOf(options: PortalOptions, overrides: PortalOverrides): ReadonlySet<PortalPart> {
  const parts = Object.keys(options) as PortalPart[];
  return new Set(parts.filter((part) => overrides[part] ?? options[part]));
}
