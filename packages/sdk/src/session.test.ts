import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient } from './index.ts';
import { rigPassword, type Rig } from './rig.testing.ts';
import { code, serve, setUp, storage, uncaught } from './session.testing.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('whom a client speaks for', () => {
  const contacts = ({ world }: Rig) => world.customers.slice(0, 2).map((customer) => customer.contacts[0]!);
  /** A host page that may sign in another of its customers. */
  const hostOf = (api: Rig) => {
    const host = { contact: contacts(api)[0]! };
    return { host, getSession: () => api.signIn(host.contact) };
  };

  it('is named, and named otherwise when it is another', async () => {
    const api = await serve();
    const { host, getSession } = hostOf(api);
    const client = createClient({ api: api.origin, fetch: api.fetch, getSession });
    await client.session.open();
    const { principal } = client.session;
    await client.session.open();
    expect(client.session.principal).toBe(principal);
    host.contact = contacts(api)[1]!;
    await client.session.open();
    expect(client.session.principal).not.toBe(principal);
  });

  it('is told to all, and the session opens, where a listener throws', async () => {
    const thrown = uncaught();
    const { client, told } = await setUp((api) => ({ link: api.link() }));
    client.onSession(() => {
      throw new TypeError('of the page');
    });
    const after: unknown[] = [];
    client.onSession((session) => after.push(session));
    expect(await code(client.portal.get())).toBe('ok');
    expect(after).toEqual(told);
    await client.session.signOut();
    expect(after).toEqual([expect.anything(), null]);
    await expect.poll(() => thrown).toEqual(['TypeError: of the page', 'TypeError: of the page']);
  });

  it('never sends for the next person what the last one asked for', async () => {
    const api = await serve();
    const { host, getSession } = hostOf(api);
    const client = createClient({ api: api.origin, fetch: api.fetch, getSession });
    await client.portal.get();
    await api.endSessions();
    host.contact = contacts(api)[1]!;
    expect(await code(client.interventions.create({ description: 'La chaudière fuit' }))).toBe('viewer-changed');
    expect(api.calls.filter(({ route }) => route === 'POST /interventions')).toHaveLength(1);
    expect(await code(client.portal.get())).toBe('ok');
  });

  it('nor shows them what was read for the last one', async () => {
    const api = await serve();
    const { host, getSession } = hostOf(api);
    const { promise: isGone, resolve: arrive } = Promise.withResolvers<void>();
    const client = createClient({
      api: api.origin,
      getSession,
      fetch: async (input, init) => {
        const response = await api.fetch(input, init);
        if (new Request(input).url.endsWith('/portal')) await isGone;
        return response;
      },
    });
    await client.session.open();
    const portal = code(client.portal.get());
    await expect.poll(() => api.calls.at(-1)?.route).toBe('GET /portal');
    host.contact = contacts(api)[1]!;
    await client.session.open();
    arrive();
    expect(await portal).toBe('viewer-changed');
  });
});

describe('in a host page', () => {
  it('the tab remembers the link', async () => {
    const items = storage();
    const { api } = await setUp((rig) => ({ link: rig.link() }));
    expect([...items.values()]).toEqual([api.link().split('#')[1]]);
    const reloaded = createClient({ api: api.origin, fetch: api.fetch });
    expect(await code(reloaded.portal.get())).toBe('ok');
  });

  it('signing out forgets it', async () => {
    const items = storage();
    const { client, told } = await setUp((api) => ({ link: api.link() }));
    await client.portal.get();
    await client.session.signOut();
    expect(items.size).toBe(0);
    expect(told.at(-1)).toBeNull();
    expect(await code(client.portal.get())).toBe('session-expired');
  });

  it('a refusal of the link forgets it', async () => {
    const items = storage();
    const { client } = await setUp((api) => ({ link: api.link('revoked') }));
    await code(client.portal.get());
    expect(items.size).toBe(0);
  });

  it('works without storage', async () => {
    vi.stubGlobal('sessionStorage', undefined);
    const { client } = await setUp((api) => ({ link: api.link() }));
    expect(await code(client.portal.get())).toBe('ok');
  });
});

describe('a member', () => {
  it('signs in, and out', async () => {
    const { api, client, told } = await setUp(() => ({ cookie: 'company' }));
    expect(await code(client.customers.list().page())).toBe('session-expired');
    await client.session.signIn({ email: api.world.members[0]!.email, password: rigPassword });
    expect(client.viewer).toMatchObject({ kind: 'member', role: 'admin' });
    expect(await code(client.customers.list().page())).toBe('ok');
    await client.session.signOut();
    expect(client.viewer).toBeNull();
    expect(await code(client.customers.list().page())).toBe('session-expired');
    // What is asked late ends nothing a second time: signing out stays the reason.
    expect(told.map((session) => session?.viewer.name ?? null)).toEqual([null, 'Claire Vasseur', null]);
  });

  it('who mistypes is told so, and nothing ends', async () => {
    const { api, client, told } = await setUp(() => ({ cookie: 'company' }));
    expect(await code(client.session.signIn({ email: api.world.members[0]!.email, password: 'x' }))).toBe(
      'invalid-credentials',
    );
    expect(told).toEqual([]);
  });

  it('chooses a password by a one-time link, and is signed in', async () => {
    const { api, client } = await setUp(() => ({ cookie: 'company' }));
    const token = await api.invitation(api.world.members.find(({ status }) => status === 'invited')!);
    expect(await client.password.token(token)).toMatchObject({ purpose: 'invitation' });
    await client.password.choose(token, 'cheval agrafe batterie');
    expect(client.viewer).toMatchObject({ kind: 'member' });
  });

  it('looks at the portal as a customer does, through another client', async () => {
    const { api, client } = await setUp(() => ({ cookie: 'company' }));
    await client.session.signIn({ email: api.world.members[0]!.email, password: rigPassword });
    const contactId = api.world.customers[0]?.contacts[0]?.id ?? '';
    const portal = createClient({
      api: api.origin,
      fetch: api.fetch,
      getSession: () => client.session.preview(contactId),
    });
    expect(await portal.portal.get()).toMatchObject({ preview: true, can: [] });
    expect(client.viewer).toMatchObject({ kind: 'member' });
  });
});
