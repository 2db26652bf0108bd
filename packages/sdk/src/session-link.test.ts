import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient, OfflineError } from './index.ts';
import { code, setUp } from './session.testing.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a secure link', () => {
  it('opens a session with the first call, once for all calls', async () => {
    const { client, routes } = await setUp((api) => ({ link: api.link() }));
    expect(client.viewer).toBeNull();
    await Promise.all([client.portal.get(), client.sites.list().page(), client.fields.list()]);
    expect(routes().filter((route) => route === 'POST /session')).toHaveLength(1);
    expect(client.viewer).toMatchObject({ kind: 'contact', name: 'Éléonore Girard' });
  });

  it('may be given as a token alone', async () => {
    const { client } = await setUp((api) => ({ link: api.link().split('#')[1] ?? '' }));
    expect(await code(client.portal.get())).toBe('ok');
  });

  it('is exchanged again before the access token ends', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    const { client, routes, told } = await setUp((api) => ({ link: api.link() }));
    await client.portal.get();
    vi.advanceTimersByTime(14.5 * 60_000);
    await client.portal.get();
    expect(routes()).toEqual(['POST /session', 'GET /portal', 'POST /session', 'GET /portal']);
    expect(told).toHaveLength(2);
  });

  it('is exchanged again when a token is refused, once for all calls', async () => {
    const { api, client, routes } = await setUp((memory) => ({ link: memory.link() }));
    await client.portal.get();
    await api.endSessions();
    expect(await Promise.all([code(client.portal.get()), code(client.fields.list())])).toEqual(['ok', 'ok']);
    expect(routes().filter((route) => route === 'POST /session')).toHaveLength(2);
  });

  it('keeps the token in use while a renewal finds no network', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    const { api, client } = await setUp((memory) => ({ link: memory.link() }));
    await client.portal.get();
    vi.advanceTimersByTime(14.5 * 60_000);
    api.fail('POST /session', 503);
    // Asks again at once.
    vi.spyOn(Math, 'random').mockReturnValue(0);
    expect(await code(client.portal.get())).toBe('ok');
  });

  it.each([
    ['expired', 'link-expired'],
    ['revoked', 'link-invalid'],
  ] as const)('that is %s says so, each time', async (which, expected) => {
    const { client, told } = await setUp((api) => ({ link: api.link(which) }));
    expect(await code(client.portal.get())).toBe(expected);
    expect(await code(client.portal.get())).toBe(expected);
    expect(told).toEqual([null, null]);
  });

  it('that cannot be exchanged for want of a network ends nothing', async () => {
    const { api, client, told } = await setUp((memory) => ({ link: memory.link() }));
    api.offline = true;
    vi.stubGlobal('navigator', { onLine: false });
    await expect(client.portal.get()).rejects.toBeInstanceOf(OfflineError);
    api.offline = false;
    expect(await code(client.portal.get())).toBe('ok');
    expect(told).toHaveLength(1);
  });

  it('is not renewed on and on by a clock that is ahead', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    const { api, client, routes } = await setUp((memory) => ({ link: memory.link() }));
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

describe('a link as it was pasted', () => {
  const clientOf = (link: string) => createClient({ api: 'https://parvis.example', link });
  const token = 'eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIxMjM0NTY3OCJ9.c2lnbmF0dXJl-_';
  it.each(['', '.', ')', ').', '%20', '&utm_source=x', '\n', ' ', '>', '",', '?a=b'])(
    'opens with « %s » behind it',
    (rest) => {
      expect(clientOf(`https://parvis.example/p?company=1#${token}${rest}`).session.link).toBe(token);
      expect(clientOf(` ${token}${rest}`).session.link).toBe(token);
    },
  );
  it('opens when a mail program has broken it in two', () => {
    const broken = `https://parvis.example/p#${token.slice(0, 30)}\r\n${token.slice(30)}`;
    expect(clientOf(broken).session.link).toBe(token);
  });
});
