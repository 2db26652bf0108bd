import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createClient, type LiveEvent, type News } from './index.ts';
import { forMember } from './member-client.ts';
import { rigPassword, type Rig } from './rig.testing.ts';
import { samples } from './samples/index.ts';
import { serve, uncaught } from './session.testing.ts';
import { sampleWorld } from './worlds.testing.ts';

async function setUp() {
  const api = await serve();
  const client = createClient({ api: api.origin, fetch: api.fetch, link: api.link() });
  const heard: LiveEvent[] = [];
  const stop = client.live((event) => event.type !== 'news' && heard.push(event));
  const said = () => heard.map((event) => (event.type === 'change' ? event.change.kind : event.type));
  return { api, client, heard, said, stop, ...somebodyElse(api) };
}
/** What the office does with the first intervention. */
const somebodyElse = ({ office, world: { interventions } }: Rig) => {
  const { id } = interventions[0]!;
  return {
    move: () => office.interventions.move(id, { to: 'to_schedule' }),
    change: async () => office.interventions.update(await office.interventions.get(id), { description: 'Fuite' }),
  };
};
/** Of somebody signed in, where the stream is answered so. */
const clientOf = (answer: (init?: RequestInit) => Response | Promise<Response>) =>
  createClient({
    api: 'https://parvis.example',
    getSession: () => ({ ...samples.Session, expiresAt: '2100-01-01T00:00:00.000Z' }),
    fetch: async (_, init) => answer(init),
  });
const streams = (api: Rig) => api.calls.filter(({ route }) => route === 'GET /live');
const stream = { 'content-type': 'text/event-stream' };
const until = async (said: () => string[], ...expected: string[]) => expect.poll(said).toEqual(expected);

/** Somebody signed in who is told of one change after the other. */
const told = () => {
  let controller: ReadableStreamDefaultController | undefined;
  const start = (given: ReadableStreamDefaultController) => (controller = given);
  const client = clientOf(() => new Response(new ReadableStream({ start }), { headers: stream }));
  const text = `event: change\ndata: ${JSON.stringify(samples.Change)}\n\n`;
  return { client, tell: () => controller?.enqueue(new TextEncoder().encode(text)) };
};

/** The page's own events, as a browser sends them. */
let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('live', () => {
  it('tells what others change', async () => {
    const { api, said, heard, stop, move } = await setUp();
    onTestFinished(stop);
    await until(said, 'up');
    await move();
    await until(said, 'up', 'intervention.moved');
    const { id } = api.world.interventions[0]!;
    const fields: unknown = expect.arrayContaining(['status']);
    expect(heard[1]).toMatchObject({ change: { subject: { type: 'intervention', id }, fields } });
  });

  it('tells what changed since the session was opened, before anybody listened', async () => {
    const api = await serve();
    const client = createClient({ api: api.origin, fetch: api.fetch, link: api.link() });
    await client.interventions.list().page();
    await somebodyElse(api).move();
    const heard: string[] = [];
    const stop = client.live(
      (event) => event.type !== 'news' && heard.push(event.type === 'change' ? event.change.kind : event.type),
    );
    await until(() => heard, 'up', 'intervention.moved');
    stop();
  });

  it('is one stream for all listeners, and ends with the last', async () => {
    const { api, client, said, stop, move, change } = await setUp();
    const others: string[] = [];
    const stopOther = client.live((event) => others.push(event.type));
    await until(said, 'up');
    expect(streams(api)).toHaveLength(1);
    stop();
    await move();
    await expect.poll(() => others).toContain('change');
    expect(said()).toEqual(['up']);
    stopOther();
    await change();
    // Whoever listens anew has heard of it by now.
    const anew: string[] = [];
    onTestFinished(client.live(({ type }) => anew.push(type)));
    await expect.poll(() => anew).toContain('change');
    expect(others.filter((type) => type === 'change')).toHaveLength(1);
  });

  it('goes on for all others, and is not cut off, where a listener throws', async () => {
    const thrown = uncaught();
    const api = await serve();
    const client = createClient({ api: api.origin, fetch: api.fetch, link: api.link() });
    const stopFirst = client.live(({ type }) => {
      throw new TypeError(`of the page, at ${type}`);
    });
    const events: string[] = [];
    const stop = client.live(({ type }) => events.push(type));
    onTestFinished(() => [stopFirst, stop].forEach((end) => end()));
    await until(() => events, 'up', 'news');
    await somebodyElse(api).move();
    await until(() => events, 'up', 'news', 'change', 'news');
    expect(streams(api)).toHaveLength(1);
    await expect.poll(() => thrown).toEqual(events.map((type) => `TypeError: of the page, at ${type}`));
  });

  it('resumes where it was cut off, with nothing missed or doubled', async () => {
    const { api, said, heard, stop, move, change } = await setUp();
    onTestFinished(stop);
    // Each try that fails says so: how many there are is the machine's business.
    const states = () => said().filter((each, n, all) => each !== 'down' || all[n - 1] !== 'down');
    await until(said, 'up');
    await move();
    await until(said, 'up', 'intervention.moved');
    api.offline = true;
    await until(states, 'up', 'intervention.moved', 'down');
    await change();
    api.offline = false;
    await until(states, 'up', 'intervention.moved', 'down', 'up', 'intervention.changed');
    const { position } = (heard[1] as Extract<LiveEvent, { type: 'change' }>).change;
    expect(streams(api).at(-1)?.headers.get('last-event-id')).toBe(position);
  });

  it('says to load again when too much was missed', async () => {
    const answers = [() => new Response('id: 99\nevent: reset\ndata: {}\n\n', { headers: stream })];
    const client = clientOf(() => answers.pop()?.() ?? new Promise<Response>(() => {}));
    const events: string[] = [];
    const stop = client.live(({ type }) => type !== 'news' && events.push(type));
    await expect.poll(() => events).toEqual(['up', 'reset', 'down']);
    stop();
    expect(client.viewer).not.toBeNull();
  });

  it('takes lines that arrive in pieces, and the beats between', async () => {
    const change = JSON.stringify({
      kind: 'site.changed',
      at: '',
      subject: { type: 'site', id: 'é' },
      fields: [],
      position: 'p',
    });
    const bytes = new TextEncoder().encode(`: beat\n\nid: p\nevent: change\ndata: ${change}\n\nid: q\n\n`);
    const start = (controller: ReadableStreamDefaultController) => {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
    };
    const client = clientOf(() => new Response(new ReadableStream({ start }), { headers: stream }));
    const heard: LiveEvent[] = [];
    const stop = client.live((event) => event.type !== 'news' && heard.push(event));
    onTestFinished(stop);
    await expect.poll(() => heard).toHaveLength(2);
    expect(heard[1]).toMatchObject({ change: { kind: 'site.changed', subject: { id: 'é' } } });
  });

  it('tells together what changed within a moment', async () => {
    const world = sampleWorld();
    world.customers[0]!.externalId = 'C-1';
    const api = await serve(world);
    const client = createClient({ api: api.origin, fetch: api.fetch, link: api.link() });
    const said: string[] = [];
    const stop = client.live(({ type }) => type !== 'news' && said.push(type));
    await until(() => said, 'up');
    const news: News[] = [];
    const stopNews = client.live((event) => event.type === 'news' && news.push(event));
    const row = { customerExternalId: 'C-1', description: 'Entretien' };
    await api.office.interventions.batch(Array.from({ length: 50 }, (_, n) => ({ ...row, externalId: `B-${n}` })));
    await expect.poll(() => news.flatMap(({ changes }) => changes)).toHaveLength(50);
    expect(news.length).toBeLessThan(3);
    expect(news[0]).toMatchObject({ up: true, missed: false });
    stop();
    stopNews();
  });

  it('and does not wait for ever while more keeps coming', async () => {
    vi.useFakeTimers();
    try {
      const { tell, client } = told();
      let news = 0;
      const stop = client.live(({ type }) => type === 'news' && news++);
      await vi.advanceTimersByTimeAsync(1000);
      news = 0;
      for (let tenths = 0; tenths < 45; tenths++) {
        tell();
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(news).toBe(2);
      stop();
    } finally {
      vi.useRealTimers();
    }
  });

  it('nor while more keeps coming and the clock was put back', async () => {
    vi.useFakeTimers();
    try {
      const { tell, client } = told();
      let news = 0;
      const stop = client.live(({ type }) => type === 'news' && news++);
      await vi.advanceTimersByTimeAsync(1000);
      news = 0;
      for (let tenths = 0; tenths < 45; tenths++) {
        tell();
        if (tenths === 1) vi.setSystemTime(Date.now() - 3_600_000);
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(news).toBe(2);
      stop();
    } finally {
      vi.useRealTimers();
    }
  });

  describe('where something else answers', () => {
    afterEach(() => void vi.useRealTimers());
    const askedIn = async (seconds: number, answer: () => Response) => {
      vi.useFakeTimers();
      let asked = 0;
      const client = clientOf(() => {
        asked++;
        return answer();
      });
      const stop = client.live(() => {});
      await vi.advanceTimersByTimeAsync(seconds * 1000);
      stop();
      return asked;
    };
    const refusal = (status: number, type: string) =>
      Response.json(
        { type, status, code: 'forbidden' },
        { status, headers: { 'content-type': 'application/problem+json' } },
      );

    it('asks soon again when a stream has lived, whatever the clock says', async () => {
      /** Lives for a minute, in which the clock is put back by an hour. */
      const aMinute = () => {
        const body = new ReadableStream({
          start: (controller) => void setTimeout(() => controller.close(), 60_000),
        });
        setTimeout(() => vi.setSystemTime(Date.now() - 3_600_000), 30_000);
        return new Response(body, { headers: stream });
      };
      // A minute each, and half a second between: of ten minutes the tenth has begun.
      expect(await askedIn(600, aMinute)).toBe(10);
    });

    it('asks less and less often', async () => {
      const page = () => new Response('<h1>Sign in</h1>', { headers: { 'content-type': 'text/html' } });
      // After 0.5, 1, 2, 4, 8, 16, 30, 30 … seconds, the shortest that the jitter makes of them.
      expect(await askedIn(25, page)).toBe(6);
      expect(await askedIn(600, page)).toBeLessThan(27);
    });

    it('takes a stream that ends at once for no stream', async () => {
      expect(await askedIn(25, () => new Response('id: 1\n\n', { headers: stream }))).toBe(6);
    });

    it('waits as long as the server asks', async () => {
      const busy = () => new Response('', { status: 503, headers: { 'retry-after': '20' } });
      expect(await askedIn(59, busy)).toBe(3);
    });

    it('asks no more when our server refuses, and goes on when a proxy does', async () => {
      expect(await askedIn(25, () => refusal(403, 'urn:parvis:problem:forbidden'))).toBe(1);
      expect(await askedIn(25, () => refusal(403, 'about:blank'))).toBe(6);
    });
  });

  it('pauses when the page is put away, and resumes when it is shown again', async () => {
    const { said, stop, move } = await setUp();
    onTestFinished(stop);
    await until(said, 'up');
    page.dispatchEvent(new Event('pagehide'));
    await move();
    page.dispatchEvent(new Event('pageshow'));
    await until(said, 'up', 'up', 'intervention.moved');
  });

  it('tries at once when the network is back', async () => {
    const { api, said, stop } = await setUp();
    onTestFinished(stop);
    await until(said, 'up');
    page.dispatchEvent(new Event('online'));
    await until(said, 'up', 'up');
    expect(streams(api)).toHaveLength(2);
  });

  it('ends with the session, and starts again with the next person', async () => {
    const api = await serve();
    const [claire, , , solene] = api.world.members;
    const client = forMember(createClient({ api: api.origin, fetch: api.fetch, cookie: 'company' }));
    const events: string[] = [];
    const stop = client.live(({ type }) => type !== 'news' && events.push(type));
    onTestFinished(stop);
    await expect.poll(() => events).toEqual(['down']);
    await client.session.signIn({ email: claire!.email, password: rigPassword });
    await expect.poll(() => events).toEqual(['down', 'up']);
    await client.session.signOut();
    await api.office.company.update(await api.office.company.get(), { name: 'Atelier des Vallées' });
    const count = streams(api).length;
    await client.session.signIn({ email: solene!.email, password: rigPassword });
    await expect.poll(() => streams(api)).toHaveLength(count + 1);
    expect(streams(api).at(-1)?.headers.get('last-event-id')).toBe(client.session.current?.position);
  });

  it('goes on with a renewed token when the present one ends', async () => {
    const { api, said, stop, move } = await setUp();
    onTestFinished(stop);
    await until(said, 'up');
    await api.endSessions();
    await until(said, 'up', 'down', 'up');
    await move();
    await until(said, 'up', 'down', 'up', 'intervention.moved');
  });

  it('lets go of a connection that has gone silent', async () => {
    vi.useFakeTimers();
    try {
      let opened = 0;
      const client = clientOf((init) => {
        opened++;
        return new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
        });
      });
      const stopOther = client.live(() => {});
      await vi.advanceTimersByTimeAsync(65_000);
      expect(opened).toBe(1);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(opened).toBe(2);
      stopOther();
    } finally {
      vi.useRealTimers();
    }
  });
});
