import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { createClient, OfflineError, UnauthenticatedError, type Session } from './index.ts';
import type { Rig } from './rig.testing.ts';
import { code, serve, setUp } from './session.testing.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const given = async (api: Rig) => createClient({ api: api.origin, fetch: api.fetch, link: api.link() }).session.open();

describe('a session from the host page', () => {
  it('comes from its callback', async () => {
    const { client, told } = await setUp((api) => ({ getSession: () => given(api) }));
    expect(await code(client.portal.get())).toBe('ok');
    expect(told).toHaveLength(1);
  });

  it('is asked for again when it is refused', async () => {
    const getSession = vi.fn<() => Promise<Session>>();
    const { api, client } = await setUp(() => ({ getSession }));
    getSession.mockImplementation(() => given(api));
    await client.portal.get();
    await api.endSessions();
    await client.portal.get();
    expect(getSession).toHaveBeenCalledTimes(2);
  });

  it('that is refused twice has expired', async () => {
    const { client, told } = await setUp(() => ({
      getSession: async () => ({ ...(await given(await serve())), accessToken: 'dead' }),
    }));
    await expect(client.portal.get()).rejects.toBeInstanceOf(UnauthenticatedError);
    expect(told.length).toBeGreaterThan(0);
  });

  it.each([
    ['a 401 that it throws', Object.assign(new Error('signed out'), { status: 401 })],
    ['a 401 in what axios throws', Object.assign(new Error('signed out'), { response: { status: 401 } })],
  ])('has expired when the callback says no, by %s', async (_, no) => {
    const { client, told } = await setUp(() => ({ getSession: () => Promise.reject(no) }));
    const error = await client.portal.get().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'session-expired', cause: no });
    expect(told).toEqual([null]);
  });

  it.each([
    ['Chrome', new TypeError('Failed to fetch')],
    ['Chrome, of an address', new TypeError('Failed to fetch (www.example.fr)')],
    ['Chrome, of an answer cut off', new TypeError('network error')],
    ['Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
    [
      'Safari, in the language of the device',
      Object.assign(new TypeError('La connexion semble interrompue.'), { stack: undefined }),
    ],
    ['Safari', new TypeError('Load failed')],
    ['Node', new TypeError('fetch failed')],
    ['axios', Object.assign(new Error('Network Error'), { code: 'ERR_NETWORK' })],
    ['a time-out', new DOMException('signal timed out', 'TimeoutError')],
    ['jQuery', { status: 0, readyState: 0 } as unknown as Error],
  ])('is offline when the callback found no network, as %s says it', async (_, failure) => {
    const { client, told } = await setUp(() => ({ getSession: () => Promise.reject(failure) }));
    const error = await client.portal.get().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OfflineError);
    expect(error).toMatchObject({ code: 'offline', retryable: true, cause: failure });
    expect(told).toEqual([]);
  });

  describe('whose callback fails by itself', () => {
    let said: MockInstance<typeof console.error>;
    beforeEach(() => void (said = vi.spyOn(console, 'error').mockImplementation(() => {})));

    it.each([
      ['at once', () => (undefined as unknown as { user: string }).user as never],
      ['later', async () => (undefined as unknown as { user: string }).user as never],
      ['by what it throws itself', () => Promise.reject(new Error('no account yet'))],
      [
        'by a failure of the host’s server',
        () => Promise.reject(Object.assign(new Error('Request failed'), { response: { status: 500 } })),
      ],
      [
        'by a 403, of something between perhaps',
        () => Promise.reject(Object.assign(new Error('Forbidden'), { status: 403 })),
      ],
      ['for want of leave to storage', () => Promise.reject(new DOMException('denied', 'SecurityError'))],
      ['by a fetch that it does badly', () => fetch('http://') as never],
    ])('%s is neither offline nor over: it is said as what it is, and asked again', async (_, getSession) => {
      let isWell = false;
      const { api, client, told } = await setUp((rig) => ({ getSession: () => (isWell ? given(rig) : getSession()) }));
      const error = await client.portal.get().catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'get-session-failed', status: 0, retryable: true });
      expect(error).not.toBeInstanceOf(OfflineError);
      expect(told).toEqual([]);
      isWell = true;
      expect(await code(client.portal.get())).toBe('ok');
      expect(api.calls.length).toBeGreaterThan(0);
    });

    it('is told in the console with what it threw, once', async () => {
      vi.resetModules();
      const anew = await import('./index.ts');
      const failure = new TypeError("Cannot read properties of undefined (reading 'user')");
      const client = anew.createClient({ api: 'https://parvis.example', getSession: () => Promise.reject(failure) });
      await client.portal.get().catch(() => {});
      await client.portal.get().catch(() => {});
      expect(said.mock.calls).toEqual([[expect.stringMatching(/^Parvis: getSession throws/), failure]]);
    });
  });

  it('comes from an address of its own', async () => {
    const seen: string[] = [];
    const { client } = await setUp((api) => ({
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
    const asked = async (answers: (init?: RequestInit) => Response | Error) => {
      const requests: RequestInit[] = [];
      const set = await setUp((api) => ({
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
      const { client, told, requests } = await asked(answers);
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
      const { client, told } = await asked(answers);
      await expect(client.portal.get()).rejects.toMatchObject({ retryable: true });
      expect(told).toEqual([]);
    });
  });

  it('is nobody’s when the callback gives null', async () => {
    const { client, told } = await setUp(() => ({ getSession: () => null }));
    expect(await code(client.portal.get())).toBe('session-expired');
    expect(told).toEqual([null]);
  });

  it('has expired when that address gives none', async () => {
    const { client, told } = await setUp(() => ({
      sessionUrl: '/parvis-session',
      fetch: () => Promise.resolve(new Response('Please sign in', { status: 401 })),
    }));
    expect(await code(client.portal.get())).toBe('session-expired');
    expect(told).toEqual([null]);
  });
});
