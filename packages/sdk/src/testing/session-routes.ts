import type { Link, Scope, Session, Viewer } from '../contract/index.ts';
import { append, changed, forbidden, found, invalid, refuse, type Handlers, type State } from './state.ts';

/** The password of every member of a sample world. */
export const samplePassword = 'parvis';

/** Opens a session and gives its access token out. */
export function openSession(
  state: State,
  viewer: Viewer,
  linkId: string | null = null,
  keep = false,
  sessionId = `${state.world.company.id}.${state.newId('session')}`,
): Session {
  const accessToken = state.newId('session');
  const { id, name } = state.world.company;
  const expiresAt = new Date(Date.now() + 15 * 60_000).toISOString();
  const session = {
    id: sessionId,
    accessToken,
    expiresAt,
    viewer,
    company: { id, name },
    position: String(state.journal.length),
  };
  state.sessions.set(accessToken, { asker: viewer, session, linkId });
  if (keep) state.cookies.set(sessionId, accessToken);
  return session;
}

export const contactViewer = (
  state: State,
  contactId: string,
  scope?: Scope,
  preview = false,
): Extract<Viewer, { kind: 'contact' }> => {
  const customer = state.world.customers.find(({ contacts }) => contacts.some(({ id }) => id === contactId));
  const contact = customer?.contacts.find(({ id }) => id === contactId);
  if (!customer || !contact) throw invalid('contactId', 'unknown-reference');
  const { id, name, lang, rights } = contact;
  const opens = scope ? { kind: scope.kind, id: scope.id } : { kind: 'customer' as const, id: customer.id };
  return { kind: 'contact', id, name, lang, customerId: customer.id, rights, scope: opens, preview };
};

const memberViewer = (state: State, memberId: string): Viewer => {
  const { id, name, lang, role, rights } = found(state.world.members.find((member) => member.id === memberId));
  const own = {
    admin: ['manage_users', 'manage_settings', 'manage_commercial', 'see_all', 'export'] as const,
    office: ['manage_commercial', 'see_all', 'export'] as const,
    technician: [],
  }[role];
  const added = (Object.keys(rights) as (keyof typeof rights)[]).filter((right) => rights[right]);
  const held = new Set([...own.filter((right) => rights[right] !== false), ...added]);
  return { kind: 'member', id, name, lang, role, rights: [...held] };
};

const exchange = (state: State, token: string, keep: boolean) => {
  const link = state.world.links.find(({ id }) => id === token);
  if (!link || link.status === 'revoked') throw refuse(401, 'link-invalid');
  if (link.status === 'expired') throw refuse(401, 'link-expired');
  link.lastUsedAt = state.now();
  return openSession(state, contactViewer(state, found(link.contact ?? undefined).id, link.scope), link.id, keep);
};

export const sessionRoutes: Handlers<
  | 'POST /session'
  | 'POST /session/renewals'
  | 'DELETE /session'
  | 'POST /links/renewals'
  | 'POST /password/resets'
  | 'POST /password/tokens'
  | 'POST /password'
  | 'POST /session/password'
  | 'GET /profile/sessions'
  | 'DELETE /profile/sessions'
  | 'DELETE /profile/sessions/:sessionId'
  | 'GET /profile'
  | 'PATCH /profile'
  | 'POST /profile/password'
> = {
  'POST /session': ({ state, input, asker }) => {
    if ('link' in input) return exchange(state, input.link, input.keep ?? false);
    if ('preview' in input) {
      if (asker.kind !== 'member' || !('contactId' in input.preview)) throw forbidden();
      return openSession(state, contactViewer(state, input.preview.contactId, input.preview.scope, true));
    }
    if ('contactId' in input) {
      if (asker.kind !== 'key' || !asker.id) throw forbidden();
      return openSession(state, contactViewer(state, input.contactId, input.scope));
    }
    if ('stakeholderId' in input) throw forbidden();
    const member = state.world.members.find(({ email }) => email.toLowerCase() === input.email.toLowerCase());
    if (member?.status !== 'active' || input.password !== samplePassword) throw refuse(401, 'invalid-credentials');
    return openSession(state, memberViewer(state, member.id), null, input.keep);
  },
  'POST /session/renewals': ({ state, input }) => {
    const named = input.session ?? [...state.cookies.keys()].at(-1) ?? '';
    const open = state.sessions.get(state.cookies.get(named) ?? '');
    const audience = open?.session.viewer.kind === 'member' ? 'company' : 'portal';
    if (!open || audience !== input.audience)
      throw refuse(401, input.session && state.signedOut.has(input.session) ? 'signed-out' : 'session-expired');
    return openSession(state, open.session.viewer, open.linkId, true, named);
  },
  'DELETE /session': ({ state, token }) => {
    const id = state.sessions.get(token)?.session.id ?? '';
    state.sessions.delete(token);
    state.cookies.delete(id);
    state.signedOut.add(id);
    return undefined;
  },
  'POST /links/renewals': ({ state, input }) => {
    const link = 'link' in input ? state.world.links.find(({ id }) => id === input.link) : undefined;
    if (link?.status === 'expired') append(state, 'system', 'link.renewed', link.id);
    return { accepted: true };
  },
  'POST /password/resets': () => ({ accepted: true }),
  'POST /password/tokens': ({ state, input }) => {
    const { email, name, status } = memberOfToken(state, input.token);
    const { company } = state.world;
    return {
      purpose: status === 'invited' ? 'invitation' : 'reset',
      email,
      name,
      company: { id: company.id, name: company.name },
    };
  },
  'POST /password': ({ state, input }) => {
    const member = memberOfToken(state, input.token);
    if (input.password.length < 12) throw invalid('password', 'too-short');
    member.status = 'active';
    member.version++;
    return openSession(state, memberViewer(state, member.id), null, input.keep);
  },
  'POST /session/password': ({ input }) => {
    if (input.password !== samplePassword) throw invalid('password', 'wrong');
    return undefined;
  },
  'GET /profile/sessions': ({ state }) => ({
    items: [
      {
        id: state.newId('session'),
        device: 'Firefox, Windows',
        createdAt: state.now(),
        lastUsedAt: state.now(),
        expiresAt: state.now(),
        current: true,
      },
    ],
  }),
  'DELETE /profile/sessions': () => undefined,
  'DELETE /profile/sessions/:sessionId': () => undefined,
  'GET /profile': ({ state, asker }) => ownOf(state, asker.id),
  'PATCH /profile': ({ state, asker, input, ifMatch }) => changed(ownOf(state, asker.id), ifMatch, input),
  'POST /profile/password': ({ input }) => {
    if (input.current !== samplePassword) throw invalid('current', 'wrong');
    if (input.password.length < 12) throw invalid('password', 'too-short');
    return undefined;
  },
};

/** Who asks, as a member. */
const ownOf = (state: State, id: string | undefined) => found(state.world.members.find((member) => member.id === id));

/** The one-time link of a sample member is their id. */
const memberOfToken = (state: State, token: string) => found(state.world.members.find(({ id }) => id === token));

/** What a new link looks like; its token is its id. */
export const linkTo = (
  state: State,
  viewer: ReturnType<typeof contactViewer>,
  by: string | null,
  days: number,
  delivery: Link['delivery'],
): Link => {
  const { world } = state;
  const customer = found(world.customers.find(({ id }) => id === viewer.customerId));
  const { scope } = viewer;
  const site = world.sites.find(({ id }) => id === scope.id);
  const job = world.interventions.find(({ id }) => id === scope.id);
  if (scope.kind === 'dossier') throw invalid('scope.kind', 'not-offered');
  if ((scope.kind === 'customer' ? scope.id : (site ?? job)?.customerId) !== customer.id)
    throw invalid('scope.id', 'unknown-reference');
  return {
    id: state.newId('link'),
    customer: { id: customer.id, name: customer.name },
    contact: { id: viewer.id, name: viewer.name },
    stakeholder: null,
    scope: { ...scope, label: site?.name ?? String(job?.number ?? customer.name) },
    delivery,
    createdAt: state.now(),
    createdBy: by,
    expiresAt: new Date(Date.now() + days * 86_400_000).toISOString(),
    lastUsedAt: null,
    revokedAt: null,
    status: 'active',
  };
};
