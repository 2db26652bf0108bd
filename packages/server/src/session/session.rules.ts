/** Sessions: what every access token depends on, whatever opened it. */
import { and, eq, isNull } from 'drizzle-orm';
import type { CodeOf, Scope, Session, Viewer as ViewerView } from '@parvis/sdk/contract';
import { hashSecret, newSecret, readSecret } from '../access/secret.ts';
import { isOutside, principalOf, type MemberViewer, type OutsideViewer, type Viewer } from '../access/viewer.ts';
import type { CallRequest } from '../http/handlers.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { sealPosition } from '../live/position.ts';
import { forbidden, unauthorized } from '../problem.ts';
import type { Services } from '../services.ts';
import { isRow, prepared, rows, run, touch, type Schema, type Tx, type Work } from '../store/store.ts';
import { now, nowMillis } from '../time.ts';
import { endSessions } from './session.revocation.ts';
import { keepSession, sessionCookies, type Audience } from './cookies.ts';
import { sessionAudience } from './session.audience.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** A session lasts a working day; one that a hosted page keeps, as long as people expect to stay signed in. */
const lifetimes = { once: 12 * hour, preview: hour, portal: 30 * day, company: 14 * day };
/** From signing in, however often a member comes back. */
const longest = 30 * day;
/** How exactly the last use of a session is known. */
const usedAgainMillis = 10 * 60_000;

type SessionRow = Schema['sessions']['$inferSelect'];

/** Who a session is for and what opened it. */
export interface NewSession {
  companyId: string;
  memberId?: string | null;
  contactId?: string | null;
  stakeholderId?: string | null;
  linkId?: string | null;
  keyId?: string | null;
  /** Of a preview: the member's session that it ends with. */
  parentId?: string | null;
  scope?: Scope | null;
  /** Browser and system in short. */
  device?: string;
  /** It ends no later than what opened it. */
  notAfter?: string;
}

/** The cookie that a hosted page asked for: its secret, to be given back with the answer. */
export interface Kept {
  audience: Audience;
  secret: string;
}

/** A session, and the cookie that it is kept in, if it is. */
export type Opened = Pick<SessionRow, 'companyId' | 'id' | 'expiresAt'> & { kept: Kept | null };

/** Which session a hosted page asks for; the newest, when it knows of none. */
export interface Renewal {
  audience: Audience;
  session?: string | undefined;
}

/** A hosted page may ask for a cookie; no other page can. Answers whose it is to be. */
export function keptFor(s: Services, request: CallRequest, audience: Audience, keep: boolean): Audience | null {
  if (!keep) return null;
  if (!s.origins.isOurs(request.origin)) throw forbidden('origin-not-allowed');
  return audience;
}

/** A page may open sessions of the companies that registered it, and of no other. */
export async function checkOrigin({ origins }: Services, { origin }: CallRequest, companyId: string): Promise<void> {
  if (origin !== null && !(await origins.allowsNow(companyId, origin))) throw forbidden('origin-not-allowed');
}

/** Rather than at the portal. */
const isOfMember = ({ contactId, stakeholderId }: Pick<SessionRow, 'contactId' | 'stakeholderId'>): boolean =>
  contactId === null && stakeholderId === null;

/** Records a session. Of members it is told to the journal; at the portal the use of the link is. */
export function* recordSession(tx: Tx, asked: NewSession, audience: Audience | null): Work<Opened> {
  const kept = audience && { audience, secret: newSecret(asked.companyId) };
  const {
    memberId = null,
    contactId = null,
    stakeholderId = null,
    linkId = null,
    keyId = null,
    parentId = null,
    scope,
  } = asked;
  const preview = memberId !== null && !isOfMember({ contactId, stakeholderId });
  const createdAt = now();
  const ends = new Date(Date.parse(createdAt) + lifetimes[preview ? 'preview' : (audience ?? 'once')]).toISOString();
  const row: SessionRow = {
    id: newId(),
    companyId: asked.companyId,
    memberId,
    contactId,
    stakeholderId,
    linkId,
    keyId,
    parentId,
    scopeKind: scope?.kind ?? null,
    scopeId: scope?.id ?? null,
    cookieHash: kept && hashSecret(kept.secret),
    device: asked.device ?? '',
    createdAt,
    lastUsedAt: createdAt,
    // Whoever opens a session of a member has just typed the password, or chosen it.
    passwordAt: memberId !== null && !preview ? createdAt : null,
    expiresAt: asked.notAfter !== undefined && asked.notAfter < ends ? asked.notAfter : ends,
    endedAt: null,
  };
  yield* run(tx.insert(tx.t.sessions).values(row));
  if (memberId !== null) {
    yield* append(tx, {
      companyId: asked.companyId,
      kind: 'session.opened',
      actor: `member:${memberId}`,
      subject: { type: 'session', id: row.id },
      audience: sessionAudience(row),
    });
  }
  return { ...row, kept };
}

/** What opening or renewing a session answers with, and its cookie. Null when it has ended meanwhile. */
export async function sessionView(s: Services, request: CallRequest, opened: Opened): Promise<Session | null> {
  const view = await sessionOf(s, opened);
  const { kept } = opened;
  if (view && kept) {
    const seconds = (Date.parse(opened.expiresAt) - nowMillis()) / 1000;
    keepSession(s.config, request, kept.audience, { id: opened.id, secret: kept.secret, seconds });
  }
  return view;
}

/** With a fresh access token; null when it has ended. */
export async function sessionOf(s: Services, opened: Pick<Opened, 'companyId' | 'id'>): Promise<Session | null> {
  const token = await s.tokens.issueAccessToken(opened);
  if (!token || token.viewer.kind === 'key') return null;
  const { accessToken, expiresAt, viewer } = token;
  const { companies } = s.store.t;
  const [company] = await prepared(s.store.read, 'session.company', (ph) =>
    s.store.read
      .select({ id: companies.id, name: companies.name, position: companies.journalPosition })
      .from(companies)
      .where(eq(companies.id, ph('id'))),
  )({ id: viewer.companyId });
  if (!company) return null;
  const { id, name, position } = company;
  return {
    id: nameOf(opened),
    accessToken,
    expiresAt,
    viewer: viewerView(viewer),
    company: { id, name },
    position: sealPosition(s, id, position),
  };
}

function viewerView(viewer: OutsideViewer | MemberViewer): ViewerView {
  const { name, lang } = viewer;
  if (viewer.kind === 'member') {
    return { kind: 'member', id: viewer.memberId, name, lang, role: viewer.role, rights: [...viewer.rights] };
  }
  const { scope, previewBy } = viewer;
  const preview = previewBy !== null;
  if (viewer.kind === 'stakeholder')
    return { kind: 'stakeholder', id: viewer.stakeholderId, name, lang, scope, preview };
  const { contactId, customerId, rights } = viewer;
  return {
    kind: 'contact',
    id: contactId,
    name,
    lang,
    customerId,
    rights: [...rights],
    scope,
    preview,
  };
}

/**
 * A fresh token by the cookie of a hosted page: of the session that it names, or of the newest that still lives. Cookies
 * that were found useless are taken away. Raises 401: `signed-out`, `link-invalid` for a link that was revoked, otherwise
 * `session-expired`, also where the browser sent no cookie.
 */
export async function renewSession(
  s: Services,
  request: CallRequest,
  { audience, session }: Renewal,
): Promise<Session> {
  if (!s.origins.isOurs(request.origin)) throw forbidden('origin-not-allowed');
  const named = session === undefined ? null : namedBy(session);
  const cookies = sessionCookies(s.config, audience, request).filter((cookie) => !named || cookie.isOf(named.id));
  for (const { secret, removal } of cookies) {
    const row = await byCookie(s, secret, audience);
    if (row && (!named || (row.id === named.id && row.companyId === named.companyId))) {
      const opened = { ...(await prolonged(s, row, audience)), kept: { audience, secret } };
      const renewed = await sessionView(s, request, opened);
      if (renewed) return renewed;
    }
    request.setCookie(removal);
  }
  throw unauthorized(named ? await endOf(s, named) : 'session-expired');
}

interface SessionName {
  companyId: string;
  id: string;
}
/** What a page knows its session by: of which company it is, and its id there. */
const nameOf = ({ companyId, id }: SessionName): string => `${companyId}.${id}`;
const namedBy = (name: string): SessionName => {
  const [companyId = '', id = ''] = name.split('.');
  return { companyId, id };
};

async function byCookie({ store }: Services, text: string, audience: Audience): Promise<SessionRow | undefined> {
  const secret = readSecret(text);
  if (!secret) return undefined;
  const { sessions } = store.t;
  const [row] = await prepared(store.read, 'session.byCookie', (ph) =>
    store.read
      .select()
      .from(sessions)
      .where(and(eq(sessions.companyId, ph('companyId')), eq(sessions.cookieHash, ph('hash')))),
  )({ ...secret });
  // A desk's cookie renews no portal, and the other way round.
  return row && isOfMember(row) === (audience === 'company') ? row : undefined;
}

/** How a session ended, for the page that it was renewed by: its id is known to nobody else. */
async function endOf({ store }: Services, named: SessionName): Promise<CodeOf<401>> {
  const { sessions, links } = store.t;
  const [found] = await prepared(store.read, 'session.end', (ph) =>
    store.read
      .select({ endedAt: sessions.endedAt, revokedAt: links.revokedAt })
      .from(sessions)
      .leftJoin(links, isRow(links, ph('companyId'), sessions.linkId))
      .where(isRow(sessions, ph('companyId'), ph('id'))),
  )({ ...named });
  if (found?.endedAt) return 'signed-out';
  return found?.revokedAt ? 'link-invalid' : 'session-expired';
}

/** Signing out takes away the cookie of this session, and leaves those of the other tabs. */
export function forgetCookie({ config }: Services, request: CallRequest, viewer: OutsideViewer | MemberViewer): void {
  for (const { isOf, removal } of sessionCookies(config, audienceOf(viewer), request)) {
    if (isOf(viewer.sessionId)) request.setCookie(removal);
  }
}

/** Members stay signed in while they come back, for 30 days at most; a session at the portal ends with what opened it. */
async function prolonged({ store }: Services, row: SessionRow, audience: Audience): Promise<SessionRow> {
  const at = nowMillis();
  const lifetime = lifetimes[audience];
  const isDue = isOfMember(row) && Date.parse(row.expiresAt) - at <= lifetime / 2;
  if (!isDue && at - Date.parse(row.lastUsedAt) < usedAgainMillis) return row;
  const end = Math.min(at + lifetime, Date.parse(row.createdAt) + longest);
  const lastUsedAt = new Date(at).toISOString();
  const expiresAt = isDue ? new Date(end).toISOString() : row.expiresAt;
  const { sessions } = store.t;
  const [longer] = await store.transaction((tx) => {
    touch(tx, row.companyId, { about: 'session', keys: sessionAudience(row) });
    return rows(
      tx
        .update(sessions)
        .set({ lastUsedAt, expiresAt })
        .where(and(isRow(sessions, row.companyId, row.id), isNull(sessions.endedAt)))
        .returning(),
    );
  });
  return longer ?? row;
}

/** Signs out: the session ends, and its tokens, streams, download addresses and previews with it. */
export function* endSession(tx: Tx, viewer: OutsideViewer | MemberViewer): Work<void> {
  yield* endSessions(tx, viewer.companyId, principalOf(viewer), eq(tx.t.sessions.id, viewer.sessionId));
}

const audienceOf = (viewer: Viewer): Audience => (isOutside(viewer) ? 'portal' : 'company');
