/** A client on an API of its own, for the tests of sessions. */
import { vi } from 'vitest';
import { createClient, type ClientOptions, type Session } from './index.ts';
import { forMember } from './member-client.ts';
import { memoryApi } from './testing/index.ts';

export function setUp(options: (api: ReturnType<typeof memoryApi>) => Partial<ClientOptions>) {
  const api = memoryApi();
  const client = forMember(createClient({ api: api.origin, fetch: api.fetch, ...options(api) }));
  const told: (Session | null)[] = [];
  client.onSession((session) => told.push(session));
  const routes = () => api.calls.map(({ route }) => route);
  return { api, client, told, routes };
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
