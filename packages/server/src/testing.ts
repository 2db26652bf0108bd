/**
 * The real app on a database of its own, for tests: companies, people who are signed in, and a way to ask.
 *
 *     const t = await testApp();
 *     const company = await t.company();
 *     const admin = await t.member(company);
 *     const { customer, contact } = await t.customer(company);
 *     const link = await t.link(contact);
 *     const { status, body } = await t.ask('POST /interventions', { as: link, body: { description: 'Fuite' } });
 *     await t.close();
 */
import { api, type Api, type ApiRoute, type Endpoint, type Reply } from '@parvis/sdk/contract';
import { assertDocumented } from './testing/documented.ts';
import type { SignedIn } from './rows.testing.ts';
import { openTestStore } from './testing/store.ts';
import { openApp, testUrl, type OpenApp } from './testing/open-app.ts';

/** What a route answered. `body` is the contract's reply after success; a refusal has `code` and `errors`. */
export interface Answered<R extends ApiRoute> {
  status: number;
  body: Reply<Api[R]>;
  code: string | undefined;
  errors: { field: string; code: string }[] | undefined;
  problem: Record<string, unknown>;
  headers: Headers;
  text: string;
}

export interface AskOptions {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean>;
  /** Sent as JSON; a Uint8Array as it is. */
  body?: unknown;
  as?: SignedIn | string | null;
  headers?: Record<string, string>;
  ifMatch?: number;
  /** Address that the request comes from. */
  ip?: string;
}

export interface TestApp extends OpenApp {
  ask<R extends ApiRoute>(route: R, options?: AskOptions): Promise<Answered<R>>;
  /** Until everything committed so far was told to whoever follows the journal. */
  told(): Promise<void>;
}

export { everyPart, someAddress, type SignedIn } from './rows.testing.ts';
export { testUrl } from './testing/open-app.ts';

/** `open`: the database that it is on, which ends with it. */
export async function testApp(environment: Record<string, string> = {}, open = openTestStore): Promise<TestApp> {
  const opened = await openApp(environment, () => open());
  const { app, s } = opened;
  return {
    ...opened,

    async ask(route, { params = {}, query = {}, body, as, headers = {}, ifMatch, ip } = {}) {
      const endpoint: Endpoint = api[route];
      const [method, pattern] = route.split(' ') as [string, string];
      const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
      );
      const token = typeof as === 'string' ? as : as?.token;
      const request = new Request(`${testUrl}/v1${path}${search.size > 0 ? `?${search.toString()}` : ''}`, {
        method,
        body: body === undefined ? null : body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body),
        headers: {
          ...(body !== undefined && {
            'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
          }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
          ...headers,
        },
      });
      const response = await app.fetch(request, { incoming: { socket: { remoteAddress: ip ?? '127.0.0.1' } } });
      const text = endpoint.download && response.ok ? '' : await response.text();
      const parsed = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>);
      const problem = response.ok ? {} : (parsed ?? {});
      const code = problem['code'] as string | undefined;
      // Every answer that a test sees is one that the contract and its reference describe.
      assertDocumented(route, response.status, code);
      if (response.ok && response.status !== 304 && !endpoint.download) endpoint.reply?.parse(parsed);
      return {
        status: response.status,
        body: parsed as never,
        code,
        errors: problem['errors'] as { field: string; code: string }[] | undefined,
        problem,
        headers: response.headers,
        text,
      };
    },

    told: () => s.journal.wake(),
  };
}
