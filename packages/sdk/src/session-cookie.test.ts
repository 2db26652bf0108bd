import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient } from './index.ts';
import { code, serve, setUp, storage } from './session.testing.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the cookie of a hosted page', () => {
  it('takes over from the link, and outlives a reload', async () => {
    const items = storage();
    const { api, client, routes } = await setUp((rig) => ({ link: rig.link(), cookie: 'portal' }));
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
    const api = await serve();
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
    const { api, client, told, routes } = await setUp((rig) => ({ link: rig.link(), cookie: 'portal' }));
    await client.portal.get();
    // What a server says to a browser that sends no cookie.
    api.fail('POST /session/renewals', 401, { code: 'session-expired' });
    api.fail('GET /portal', 401, { code: 'unauthorized', times: 1 });
    expect(await code(client.portal.get())).toBe('ok');
    expect(routes().slice(2)).toEqual(['GET /portal', 'POST /session/renewals', 'POST /session', 'GET /portal']);
    expect(told.every(Boolean)).toBe(true);
  });

  it('of a session that was signed out in another tab does not', async () => {
    storage();
    const { api, client } = await setUp((rig) => ({ link: rig.link(), cookie: 'portal' }));
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
    const { api, client } = await setUp((rig) => ({ link: rig.link(), cookie: 'portal' }));
    await client.portal.get();
    const other = createClient({ api: api.origin, fetch: api.fetch, link: api.link('expired'), cookie: 'portal' });
    expect(await code(other.portal.get())).toBe('link-expired');
    expect(await code(other.portal.get())).toBe('link-expired');
  });
});

describe('signing out where the server cannot be reached', () => {
  it('ends nothing as long as the cookie would open it again, and can be repeated', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    const { api, client, told } = await setUp((rig) => ({ link: rig.link(), cookie: 'portal' }));
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
    const { api, client, told } = await setUp((rig) => ({ link: rig.link() }));
    await client.portal.get();
    api.offline = true;
    expect(await code(client.session.signOut())).toBe('ok');
    expect(told.at(-1)).toBeNull();
  });
});
