import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { createClient, OfflineError, UnauthenticatedError, type ClientOptions, type Session } from './index.ts';
import { forMember } from './member-client.ts';
import { memoryApi, samplePassword } from './testing/index.ts';

function setUp(options: (api: ReturnType<typeof memoryApi>) => Partial<ClientOptions>) {
  const api = memoryApi();
  const client = forMember(createClient({ api: api.origin, fetch: api.fetch, ...options(api) }));
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

/** What a session's opening or renewal may meet on its way, none of it said by Parvis. */
const strays: [string, () => Response | Error][] = [
  ['a 500', () => new Response('', { status: 500 })],
  ['a 403', () => new Response('Forbidden', { status: 403 })],
  ['a 408', () => new Response('', { status: 408 })],
  ['a 401 of a proxy', () => new Response('<h1>Sign in</h1>', { status: 401 })],
  [
    'a 401 of a gateway that names a code of ours',
    () => Response.json({ status: 401, code: 'session-expired' }, { status: 401 }),
  ],
  ['a page', () => new Response('<h1>Accept our terms</h1>', { headers: { 'content-type': 'text/html' } })],
  ['a cut connection', () => new TypeError('Failed to fetch')],
];
/** A client whose calls for sessions meet something else as long as `met.stray` is set. */
function onTheWay(options: (api: ReturnType<typeof memoryApi>) => Partial<ClientOptions>) {
  const met: { stray: (() => Response | Error) | undefined } = { stray: undefined };
  vi.stubGlobal('navigator', { onLine: false });
  const set = setUp((api) => ({
    ...options(api),
    fetch: async (input, init) => {
      const stray = new Request(input, init).url.includes('/v1/session') && met.stray?.();
      if (stray instanceof Error) throw stray;
      return stray || api.fetch(input, init);
    },
  }));
  return { ...set, met };
}

describe('nothing but a 401 with a code of ours ends a session:', () => {
  describe.each([
    ['by its link', {}],
    ['by its cookie', { cookie: 'portal' }],
  ] as const)('opened %s,', (_, source) => {
    it.each(strays)('not %s when it is opened', async (_name, stray) => {
      const items = storage();
      const { client, told, met } = onTheWay((api) => ({ link: api.link(), ...source }));
      met.stray = stray;
      await expect(client.portal.get()).rejects.toMatchObject({ retryable: true });
      expect(told).toEqual([]);
      met.stray = undefined;
      expect(await code(client.portal.get())).toBe('ok');
      expect(items.size).toBe(1);
    });

    it.each(strays)('not %s when it is renewed', async (_name, stray) => {
      const { client, told, met } = onTheWay((memory) => ({ link: memory.link(), ...source }));
      await client.portal.get();
      met.stray = stray;
      vi.useFakeTimers({ now: Date.now() + 14.5 * 60_000, toFake: ['Date'] });
      expect(await code(client.portal.get())).toBe('ok');
      met.stray = undefined;
      expect(await code(client.portal.get())).toBe('ok');
      expect(told.every(Boolean)).toBe(true);
    });
  });

  it.each(['session-expired', 'signed-out', 'link-expired', 'link-invalid'] as const)('%s does', async (ending) => {
    const { api, client, told } = setUp((memory) => ({ link: memory.link() }));
    api.fail('POST /session', 401, { code: ending });
    expect(await code(client.portal.get())).toBe(ending);
    expect(told).toEqual([null]);
  });

  it('a refusal of ours that is none of these is not asked again, and ends nothing', async () => {
    const { api, client, told } = setUp((memory) => ({ link: memory.link() }));
    api.fail('POST /session', 403, { code: 'origin-not-allowed' });
    await expect(client.portal.get()).rejects.toMatchObject({ code: 'origin-not-allowed', retryable: false });
    expect(told).toEqual([]);
  });
});

describe('a link as it was pasted', () => {
  const token = 'eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIxMjM0NTY3OCJ9.c2lnbmF0dXJl-_';
  it.each(['', '.', ')', ').', '%20', '&utm_source=x', '\n', ' ', '>', '",', '?a=b'])(
    'opens with « %s » behind it',
    (rest) => {
      const { client } = setUp(() => ({ link: `https://parvis.example/p?company=1#${token}${rest}` }));
      expect(client.session.link).toBe(token);
      expect(setUp(() => ({ link: ` ${token}${rest}` })).client.session.link).toBe(token);
    },
  );
  it('opens when a mail program has broken it in two', () => {
    const broken = `https://parvis.example/p#${token.slice(0, 30)}\r\n${token.slice(30)}`;
    expect(setUp(() => ({ link: broken })).client.session.link).toBe(token);
  });
});

describe('whom a client speaks for', () => {
  const contacts = (api: ReturnType<typeof memoryApi>) =>
    api.world.customers.slice(0, 2).map(({ contacts: [first] }) => first?.id ?? '');
  /** A host page that may sign in another of its customers. */
  const hostOf = (memory: ReturnType<typeof memoryApi>) => {
    const host = { contactId: contacts(memory)[0] ?? '' };
    const getSession = async () => {
      const response = await memory.fetch(`${memory.origin}/v1/session`, {
        method: 'POST',
        headers: { authorization: `Bearer ${memory.apiKey}` },
        body: JSON.stringify({ contactId: host.contactId }),
      });
      return (await response.json()) as Session;
    };
    return { host, getSession };
  };

  it('is named, and named otherwise when it is another', async () => {
    const api = memoryApi();
    const { host, getSession } = hostOf(api);
    const client = createClient({ api: api.origin, fetch: api.fetch, getSession });
    await client.session.open();
    const { principal } = client.session;
    await client.session.open();
    expect(client.session.principal).toBe(principal);
    host.contactId = contacts(api)[1] ?? '';
    await client.session.open();
    expect(client.session.principal).not.toBe(principal);
  });

  it('never sends for the next person what the last one asked for', async () => {
    const api = memoryApi();
    const { host, getSession } = hostOf(api);
    const client = createClient({ api: api.origin, fetch: api.fetch, getSession });
    await client.portal.get();
    api.endSessions();
    host.contactId = contacts(api)[1] ?? '';
    expect(await code(client.interventions.create({ description: 'La chaudière fuit' }))).toBe('viewer-changed');
    expect(api.calls.filter(({ route }) => route === 'POST /interventions')).toHaveLength(1);
    expect(await code(client.portal.get())).toBe('ok');
  });

  it('nor shows them what was read for the last one', async () => {
    const api = memoryApi();
    const { host, getSession } = hostOf(api);
    let arrive = () => {};
    const client = createClient({
      api: api.origin,
      getSession,
      fetch: async (input, init) => {
        const response = await api.fetch(input, init);
        if (new Request(input).url.endsWith('/portal')) await new Promise<void>((resolve) => (arrive = resolve));
        return response;
      },
    });
    await client.session.open();
    const portal = code(client.portal.get());
    await expect.poll(() => api.calls.at(-1)?.route).toBe('GET /portal');
    host.contactId = contacts(api)[1] ?? '';
    await client.session.open();
    arrive();
    expect(await portal).toBe('viewer-changed');
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

  describe('whose address', () => {
    const page = () => new Response('<h1>Sign in</h1>', { headers: { 'content-type': 'text/html' } });
    // As browsers show a redirect that they were told not to follow.
    const elsewhere = Object.assign(Response.error(), { json: () => Promise.reject(new SyntaxError()) });
    const asked = (answers: (init?: RequestInit) => Response | Error) => {
      const requests: RequestInit[] = [];
      const set = setUp((api) => ({
        sessionUrl: '/parvis-session',
        fetch: async (input, init) => {
          if (input !== '/parvis-session') return api.fetch(input, init);
          requests.push(init ?? {});
          const answer = answers(init);
          if (answer instanceof Error) throw answer;
          return answer;
        },
      }));
      return { ...set, requests };
    };
    let told: MockInstance<typeof console.error>;
    beforeEach(() => void (told = vi.spyOn(console, 'error').mockImplementation(() => {})));
    afterEach(() => void vi.restoreAllMocks());

    it('that leads to a page to sign in is told in the console, once', async () => {
      vi.resetModules();
      const anew = await import('./index.ts');
      const ask = () =>
        anew
          .createClient({ api: 'https://parvis.example', sessionUrl: '/parvis-session', fetch: async () => page() })
          .portal.get()
          .catch(() => {});
      await ask();
      await ask();
      expect(told.mock.calls).toEqual([[expect.stringMatching(/^Parvis: .*401/)]]);
    });

    it.each([
      ['leads to a page to sign in', page],
      [
        'leads to one of another origin',
        (init?: RequestInit) => (init?.redirect === 'manual' ? elsewhere : new TypeError('Failed to fetch')),
      ],
      ['gives something that is no session', () => Response.json({ error: 'no' })],
    ])('%s has expired, after two questions', async (_, answers) => {
      const { client, told, requests } = asked(answers);
      expect(await code(client.portal.get())).toBe('session-expired');
      expect(told).toEqual([null]);
      expect(requests).toHaveLength(2);
    });

    it.each([
      ['fails for the moment', () => new Response('', { status: 503 })],
      ['is forbidden, by something between perhaps', () => new Response('Forbidden', { status: 403 })],
      ['is not there', () => new Response('Not found', { status: 404 })],
      ['cannot be reached', () => new TypeError('Failed to fetch')],
    ])('%s ends nothing', async (_, answers) => {
      const { client, told } = asked(answers);
      await expect(client.portal.get()).rejects.toMatchObject({ retryable: true });
      expect(told).toEqual([]);
    });
  });

  it('is nobody’s when the callback gives null', async () => {
    const { client, told } = setUp(() => ({ getSession: () => null }));
    expect(await code(client.portal.get())).toBe('session-expired');
    expect(told).toEqual([null]);
  });

  it.each([
    ['of the host’s server', Object.assign(new Error('Request failed'), { response: { status: 500 } })],
    ['of leave, which something between may refuse', Object.assign(new Error('Forbidden'), { status: 403 })],
    ['of time', new DOMException('signal timed out', 'TimeoutError')],
  ])('whose callback fails for want %s ends nothing', async (_, failure) => {
    const { client, told } = setUp(() => ({ getSession: () => Promise.reject(failure) }));
    await expect(client.portal.get()).rejects.toMatchObject({ retryable: true });
    expect(told).toEqual([]);
  });

  it('has expired when that address gives none', async () => {
    const { client, told } = setUp(() => ({
      sessionUrl: '/parvis-session',
      fetch: () => Promise.resolve(new Response('Please sign in', { status: 401 })),
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
    // The tab remembers which session it is, and no secret.
    expect([...items.values()]).toEqual([client.session.current?.id]);
    expect(api.calls[0]?.body).toMatchObject({ keep: true });
    // Should the session end, this is what a new one is asked for with.
    expect(client.session.link).toBe(api.link().split('#')[1]);
    const reloaded = createClient({ api: api.origin, fetch: api.fetch, cookie: 'portal' });
    expect(await code(reloaded.portal.get())).toBe('ok');
    expect(routes()).toEqual(['POST /session', 'GET /portal', 'POST /session/renewals', 'GET /portal']);
  });

  it('renews the session of its own tab, whatever the others opened', async () => {
    const api = memoryApi();
    const tab = (link: 'customer' | 'intervention') =>
      createClient({ api: api.origin, fetch: api.fetch, link: api.link(link), cookie: 'portal' });
    const [first, second] = [tab('customer'), tab('intervention')];
    await first.session.open();
    await second.session.open();
    const scopes = [first, second].map(({ viewer }) => viewer);
    await first.session.open();
    await second.session.open();
    expect([first.viewer, second.viewer]).toEqual(scopes);
    expect(api.calls.slice(-2).map(({ body }) => body)).toMatchObject([
      { session: first.session.current?.id },
      { session: second.session.current?.id },
    ]);
  });

  it('where it is blocked, gives way to the link that the tab holds', async () => {
    const { api, client, told, routes } = setUp((memory) => ({ link: memory.link(), cookie: 'portal' }));
    await client.portal.get();
    api.endSessions();
    expect(await code(client.portal.get())).toBe('ok');
    expect(routes().slice(2)).toEqual(['GET /portal', 'POST /session/renewals', 'POST /session', 'GET /portal']);
    expect(told.every(Boolean)).toBe(true);
  });

  it('of a session that was signed out in another tab does not', async () => {
    storage();
    const { api, client } = setUp((memory) => ({ link: memory.link(), cookie: 'portal' }));
    await client.portal.get();
    const copy = createClient({ api: api.origin, fetch: api.fetch, cookie: 'portal' });
    await copy.session.open();
    expect(copy.session.current?.id).toBe(client.session.current?.id);
    await copy.session.signOut();
    await client.session.open().catch(() => {});
    expect(client.session.current).toBeNull();
    // Nor does the tab become another session when it is loaded anew.
    await createClient({ api: api.origin, fetch: api.fetch, link: api.link(), cookie: 'portal' }).session.open();
  });

  it('does not replace a link that is refused', async () => {
    const { api, client } = setUp((memory) => ({ link: memory.link(), cookie: 'portal' }));
    await client.portal.get();
    const other = createClient({ api: api.origin, fetch: api.fetch, link: api.link('expired'), cookie: 'portal' });
    expect(await code(other.portal.get())).toBe('link-expired');
    expect(await code(other.portal.get())).toBe('link-expired');
  });
});

describe('signing out where the server cannot be reached', () => {
  it('ends nothing as long as the cookie would open it again, and can be repeated', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    const { api, client, told } = setUp((memory) => ({ link: memory.link(), cookie: 'portal' }));
    await client.portal.get();
    api.offline = true;
    expect(await code(client.session.signOut())).toBe('offline');
    expect(told.at(-1)).not.toBeNull();
    api.offline = false;
    expect(await code(client.session.signOut())).toBe('ok');
    expect(told.at(-1)).toBeNull();
    const next = createClient({ api: api.origin, fetch: api.fetch, cookie: 'portal' });
    expect(await code(next.portal.get())).toBe('session-expired');
  });

  it('ends here what nothing but this page could open', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    const { api, client, told } = setUp((memory) => ({ link: memory.link() }));
    await client.portal.get();
    api.offline = true;
    expect(await code(client.session.signOut())).toBe('ok');
    expect(told.at(-1)).toBeNull();
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
