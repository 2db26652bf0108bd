import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient, OfflineError, UnauthenticatedError, type ClientOptions, type Session } from './index.ts';
import { memoryApi, samplePassword } from './testing/index.ts';

function setUp(options: (api: ReturnType<typeof memoryApi>) => Partial<ClientOptions>) {
  const api = memoryApi();
  const client = createClient({ api: api.origin, fetch: api.fetch, ...options(api) });
  const told: (Session | null)[] = [];
  client.onSession((session) => told.push(session));
  const routes = () => api.calls.map(({ route }) => route);
  return { api, client, told, routes };
}
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: { code: string }) => error.code,
  );

/** A tab's storage, as a browser has it. */
function storage() {
  const items = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  });
  return items;
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a secure link', () => {
  it('opens a session with the first call, once for all calls', async () => {
    const { client, routes } = setUp((api) => ({ link: api.link() }));
    expect(client.viewer).toBeNull();
    await Promise.all([client.portal.get(), client.sites.list().page(), client.fields.list()]);
    expect(routes().filter((route) => route === 'POST /session')).toHaveLength(1);
    expect(client.viewer).toMatchObject({ kind: 'contact', name: 'Éléonore Girard' });
  });

  it('may be given as a token alone', async () => {
    const { client } = setUp((api) => ({ link: api.link().split('#')[1] ?? '' }));
    expect(await code(client.portal.get())).toBe('ok');
  });

  it('is exchanged again before the access token ends', async () => {
    vi.useFakeTimers();
    const { client, routes, told } = setUp((api) => ({ link: api.link() }));
    await client.portal.get();
    vi.advanceTimersByTime(14.5 * 60_000);
    await client.portal.get();
    expect(routes()).toEqual(['POST /session', 'GET /portal', 'POST /session', 'GET /portal']);
    expect(told).toHaveLength(2);
  });

  it('is exchanged again when a token is refused, once for all calls', async () => {
    const { api, client, routes } = setUp((memory) => ({ link: memory.link() }));
    await client.portal.get();
    api.endSessions();
    expect(await Promise.all([code(client.portal.get()), code(client.fields.list())])).toEqual(['ok', 'ok']);
    expect(routes().filter((route) => route === 'POST /session')).toHaveLength(2);
  });

  it('keeps the token in use while a renewal finds no network', async () => {
    vi.useFakeTimers();
    const { api, client } = setUp((memory) => ({ link: memory.link() }));
    await client.portal.get();
    vi.advanceTimersByTime(14.5 * 60_000);
    api.fail('POST /session', 503);
    const portal = code(client.portal.get());
    await vi.runAllTimersAsync();
    expect(await portal).toBe('ok');
  });

  it.each([
    ['expired', 'link-expired'],
    ['revoked', 'link-invalid'],
  ] as const)('that is %s says so, each time', async (which, expected) => {
    const { client, told } = setUp((api) => ({ link: api.link(which) }));
    expect(await code(client.portal.get())).toBe(expected);
    expect(await code(client.portal.get())).toBe(expected);
    expect(told).toEqual([null, null]);
  });

  it('that cannot be exchanged for want of a network ends nothing', async () => {
    const { api, client, told } = setUp((memory) => ({ link: memory.link() }));
    api.offline = true;
    vi.stubGlobal('navigator', { onLine: false });
    await expect(client.portal.get()).rejects.toBeInstanceOf(OfflineError);
    api.offline = false;
    expect(await code(client.portal.get())).toBe('ok');
    expect(told).toHaveLength(1);
  });

  it('is not renewed on and on by a clock that is ahead', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    const { api, client, routes } = setUp((memory) => ({ link: memory.link() }));
    const real = api.fetch;
    api.fetch = async (...call) => {
      vi.setSystemTime(Date.now() - 86_400_000);
      const response = await real(...call);
      vi.setSystemTime(Date.now() + 86_400_000);
      return response;
    };
    const late = createClient({ api: api.origin, fetch: (...call) => api.fetch(...call), link: api.link() });
    await late.portal.get();
    await late.portal.get();
    expect(routes().filter((route) => route === 'POST /session')).toHaveLength(1);
    expect(client.viewer).toBeNull();
  });
});

describe('in a host page', () => {
  it('the tab remembers the link', async () => {
    const items = storage();
    const { api } = setUp((memory) => ({ link: memory.link() }));
    expect([...items.values()]).toEqual([api.link().split('#')[1]]);
    const reloaded = createClient({ api: api.origin, fetch: api.fetch });
    expect(await code(reloaded.portal.get())).toBe('ok');
  });

  it('signing out forgets it', async () => {
    const items = storage();
    const { client, told } = setUp((api) => ({ link: api.link() }));
    await client.portal.get();
    await client.session.signOut();
    expect(items.size).toBe(0);
    expect(told.at(-1)).toBeNull();
    expect(await code(client.portal.get())).toBe('session-expired');
  });

  it('a refusal of the link forgets it', async () => {
    const items = storage();
    const { client } = setUp((api) => ({ link: api.link('revoked') }));
    await code(client.portal.get());
    expect(items.size).toBe(0);
  });

  it('works without storage', async () => {
    vi.stubGlobal('sessionStorage', undefined);
    const { client } = setUp((api) => ({ link: api.link() }));
    expect(await code(client.portal.get())).toBe('ok');
  });
});

const given = async (api: ReturnType<typeof memoryApi>) =>
  createClient({ api: api.origin, fetch: api.fetch, link: api.link() }).session.open();

describe('a session from the host page', () => {
  it('comes from its callback', async () => {
    const { client, told } = setUp((api) => ({ getSession: () => given(api) }));
    expect(await code(client.portal.get())).toBe('ok');
    expect(told).toHaveLength(1);
  });

  it('is asked for again when it is refused', async () => {
    const getSession = vi.fn<() => Promise<Session>>();
    const { api, client } = setUp(() => ({ getSession }));
    getSession.mockImplementation(() => given(api));
    await client.portal.get();
    api.endSessions();
    await client.portal.get();
    expect(getSession).toHaveBeenCalledTimes(2);
  });

  it('that is refused twice has expired', async () => {
    const { client, told } = setUp(() => ({
      getSession: async () => ({ ...(await given(memoryApi())), accessToken: 'dead' }),
    }));
    await expect(client.portal.get()).rejects.toBeInstanceOf(UnauthenticatedError);
    expect(told.length).toBeGreaterThan(0);
  });

  it('has expired when the callback says no', async () => {
    const { client, told } = setUp(() => ({ getSession: () => Promise.reject(new Error('signed out')) }));
    const error = await client.portal.get().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'session-expired', cause: new Error('signed out') });
    expect(told).toEqual([null]);
  });

  it('is offline when the callback found no network', async () => {
    const { client, told } = setUp(() => ({ getSession: () => Promise.reject(new TypeError('Failed to fetch')) }));
    expect(await code(client.portal.get())).toBe('offline');
    expect(told).toEqual([]);
  });

  it('comes from an address of its own', async () => {
    const seen: string[] = [];
    const { client } = setUp((api) => ({
      sessionUrl: '/parvis-session',
      fetch: async (input, init) => {
        if (input !== '/parvis-session') return api.fetch(input, init);
        seen.push(init?.cache ?? '');
        return Response.json(await given(api));
      },
    }));
    expect(await code(client.portal.get())).toBe('ok');
    expect(seen).toEqual(['no-store']);
  });

  it('has expired when that address gives none', async () => {
    const { client, told } = setUp(() => ({
      sessionUrl: '/parvis-session',
      fetch: () => Promise.resolve(new Response('Please sign in', { status: 403 })),
    }));
    expect(await code(client.portal.get())).toBe('session-expired');
    expect(told).toEqual([null]);
  });
});

describe('the cookie of a hosted page', () => {
  it('takes over from the link, and outlives a reload', async () => {
    const items = storage();
    const { api, client, routes } = setUp((memory) => ({ link: memory.link(), cookie: 'portal' }));
    await client.portal.get();
    expect(items.size).toBe(0);
    expect(api.calls[0]?.body).toMatchObject({ keep: true });
    // Should the session end, this is what a new one is asked for with.
    expect(client.session.link).toBe(api.link().split('#')[1]);
    const reloaded = createClient({ api: api.origin, fetch: api.fetch, cookie: 'portal' });
    expect(await code(reloaded.portal.get())).toBe('ok');
    expect(routes()).toEqual(['POST /session', 'GET /portal', 'POST /session/renewals', 'GET /portal']);
  });

  it('does not replace a link that is refused', async () => {
    const { api, client } = setUp((memory) => ({ link: memory.link(), cookie: 'portal' }));
    await client.portal.get();
    const other = createClient({ api: api.origin, fetch: api.fetch, link: api.link('expired'), cookie: 'portal' });
    expect(await code(other.portal.get())).toBe('link-expired');
    expect(await code(other.portal.get())).toBe('link-expired');
  });
});

describe('a member', () => {
  it('signs in, and out', async () => {
    const { client, told } = setUp(() => ({ cookie: 'company' }));
    expect(await code(client.customers.list().page())).toBe('session-expired');
    await client.session.signIn({ email: 'claire@monts.example', password: samplePassword });
    expect(client.viewer).toMatchObject({ kind: 'member', role: 'admin' });
    expect(await code(client.customers.list().page())).toBe('ok');
    await client.session.signOut();
    expect(client.viewer).toBeNull();
    expect(await code(client.customers.list().page())).toBe('session-expired');
    // What is asked late ends nothing a second time: signing out stays the reason.
    expect(told.map((session) => session?.viewer.name ?? null)).toEqual([null, 'Claire Vasseur', null]);
  });

  it('who mistypes is told so, and nothing ends', async () => {
    const { client, told } = setUp(() => ({ cookie: 'company' }));
    expect(await code(client.session.signIn({ email: 'claire@monts.example', password: 'x' }))).toBe(
      'invalid-credentials',
    );
    expect(told).toEqual([]);
  });

  it('chooses a password by a one-time link, and is signed in', async () => {
    const { api, client } = setUp(() => ({ cookie: 'company' }));
    const token = api.world.members.find(({ status }) => status === 'invited')?.id ?? '';
    expect(await client.password.token(token)).toMatchObject({ purpose: 'invitation' });
    await client.password.choose(token, 'cheval agrafe batterie');
    expect(client.viewer).toMatchObject({ kind: 'member' });
  });

  it('looks at the portal as a customer does, through another client', async () => {
    const { api, client } = setUp(() => ({ cookie: 'company' }));
    await client.session.signIn({ email: 'claire@monts.example', password: samplePassword });
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
