/** A client in front of the real server, with a company of its own, for the tests of sessions. */
import { onTestFinished, vi } from 'vitest';
import { createClient, type ClientOptions, type Session } from './index.ts';
import { forMember } from './member-client.ts';
import { openRig, type Rig } from './rig.testing.ts';
import { sampleWorld, type World } from './worlds.testing.ts';

/** On the rig that stands for the whole run (`scripts/vitest-rig.ts`). */
export async function serve(world: World = sampleWorld()): Promise<Rig> {
  const api = await openRig(process.env.PARVIS_TEST_RIG_URL ?? '', world);
  const { fetch } = api;
  // A browser says of which origin its page is; Node does not.
  api.fetch = (input, init = {}) =>
    fetch(input, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), origin: api.origin } });
  return api;
}

export async function setUp(options: (api: Rig) => Partial<ClientOptions>) {
  const api = await serve();
  const client = forMember(createClient({ api: api.origin, fetch: api.fetch, ...options(api) }));
  const told: (Session | null)[] = [];
  client.onSession((session) => told.push(session));
  const routes = () => api.calls.map(({ route }) => route);
  return { api, client, told, routes };
}

/** What is thrown in nobody's call, as a page hears of it by `unhandledrejection`, until the test is over. */
export function uncaught(): string[] {
  const event = 'unhandledRejection';
  const usual = process.listeners(event);
  const thrown: string[] = [];
  process.removeAllListeners(event).on(event, (error) => thrown.push(String(error)));
  onTestFinished(() => {
    process.removeAllListeners(event);
    for (const listener of usual) process.on(event, listener);
  });
  return thrown;
}

/** How it was refused; `ok` where it was not. */
export const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: { code: string }) => error.code,
  );

/** A tab's storage, as a browser has it. */
export function storage() {
  const items = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  });
  return items;
}
