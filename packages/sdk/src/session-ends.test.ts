import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ClientOptions } from './index.ts';
import type { Rig } from './rig.testing.ts';
import { code, setUp, storage } from './session.testing.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
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
async function onTheWay(options: (api: Rig) => Partial<ClientOptions>) {
  const met: { stray: (() => Response | Error) | undefined } = { stray: undefined };
  vi.stubGlobal('navigator', { onLine: false });
  const set = await setUp((api) => ({
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
      const { client, told, met } = await onTheWay((api) => ({ link: api.link(), ...source }));
      met.stray = stray;
      await expect(client.portal.get()).rejects.toMatchObject({ retryable: true });
      expect(told).toEqual([]);
      met.stray = undefined;
      expect(await code(client.portal.get())).toBe('ok');
      expect(items.size).toBe(1);
    });

    it.each(strays)('not %s when it is renewed', async (_name, stray) => {
      const { client, told, met } = await onTheWay((rig) => ({ link: rig.link(), ...source }));
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
    const { api, client, told } = await setUp((rig) => ({ link: rig.link() }));
    api.fail('POST /session', 401, { code: ending });
    expect(await code(client.portal.get())).toBe(ending);
    expect(told).toEqual([null]);
  });

  it('a refusal of ours that is none of these is not asked again, and ends nothing', async () => {
    const { api, client, told } = await setUp((rig) => ({ link: rig.link() }));
    api.fail('POST /session', 403, { code: 'origin-not-allowed' });
    await expect(client.portal.get()).rejects.toMatchObject({ code: 'origin-not-allowed', retryable: false });
    expect(told).toEqual([]);
  });
});
