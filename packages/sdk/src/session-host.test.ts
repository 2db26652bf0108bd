import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { createClient, UnauthenticatedError, type Session } from './index.ts';
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

  it('has expired when the callback says no', async () => {
    const { client, told } = await setUp(() => ({ getSession: () => Promise.reject(new Error('signed out')) }));
    const error = await client.portal.get().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'session-expired', cause: new Error('signed out') });
    expect(told).toEqual([null]);
  });

  it('is offline when the callback found no network', async () => {
    const { client, told } = await setUp(() => ({
      getSession: () => Promise.reject(new TypeError('Failed to fetch')),
    }));
    expect(await code(client.portal.get())).toBe('offline');
    expect(told).toEqual([]);
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

  it.each([
    ['of the host’s server', Object.assign(new Error('Request failed'), { response: { status: 500 } })],
    ['of leave, which something between may refuse', Object.assign(new Error('Forbidden'), { status: 403 })],
    ['of time', new DOMException('signal timed out', 'TimeoutError')],
  ])('whose callback fails for want %s ends nothing', async (_, failure) => {
    const { client, told } = await setUp(() => ({ getSession: () => Promise.reject(failure) }));
    await expect(client.portal.get()).rejects.toMatchObject({ retryable: true });
    expect(told).toEqual([]);
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
