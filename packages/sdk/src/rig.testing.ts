/**
 * For tests and stories: the real server (`packages/server/src/testing/rig.ts`), with a company of its own for each,
 * reached through a network that can fail, wait and be away on demand. What another person does meanwhile, `office` does.
 */
import type { ApiRoute, ErrorCode, Scope, Session } from './contract/index.ts';
import { forMember, type MemberClient } from './member-client.ts';
import { createPortalClient } from './portal-client.ts';
import type { World } from './worlds.testing.ts';

/** The password of every member who is active. */
export const rigPassword = 'parvis';

/** A test may put something else in its place. */
const { fetch: network } = globalThis;

const linkNames = ['customer', 'site', 'intervention', 'expired', 'revoked'] as const;
type LinkName = (typeof linkNames)[number];

/** A call as it was made. */
export interface SeenCall {
  route: string;
  body: unknown;
  headers: Headers;
}

export interface Rig {
  /** The `api` of elements: of no other test. */
  origin: string;
  /** The network of elements. */
  fetch: typeof fetch;
  /** The company as it was made; what has changed since is asked of `office`. */
  world: World;
  /** The first member, an administrator, at work elsewhere. */
  office: MemberClient;
  /** Another member, at work elsewhere. */
  as(member: { id: string }): MemberClient;
  /** Every call of elements that left, in order. */
  calls: SeenCall[];
  /** Whether the network is gone; open streams are cut. */
  offline: boolean;
  /** Milliseconds before each call leaves. */
  latency: number;
  /** The address of a link of the first customer's contact. */
  link(which?: LinkName): string;
  /** Refuses a route from now on, or so many times: `fail('POST /interventions', 503)`. */
  fail(route: ApiRoute | 'GET /live', status: number, options?: { code?: ErrorCode; times?: number }): void;
  /** Answers again whatever was made to fail. */
  recover(): void;
  /** Holds the answers of a route back until the function that it returns is called. */
  hold(route: ApiRoute | 'GET /live'): () => void;
  /** The files that the server has, uploads that nothing holds yet among them. */
  files(): Promise<{ id: string; name: string; owner: string; claimedAt: string | null }[]>;
  /** Takes all of them away, as the sweep does with uploads of long ago. */
  sweepFiles(): Promise<void>;
  /** Ends every session, the office's too, which opens another. */
  endSessions(): Promise<void>;
  /** Signs a contact or a member in, as the company's own site does. */
  signIn(person: { id: string; customerId?: string; scope?: Scope }): Promise<Session>;
  /** The one-time token of an invitation, which its mail alone has. */
  invitation(member: { id: string }): Promise<string>;
  /** Moves the clock that the company's requests are answered by, milliseconds from the machine's. */
  ahead(millis: number): Promise<void>;
}

/** Makes a company on the server that stands in front of this address. */
export async function openRig(base: string, world: World): Promise<Rig> {
  const origin = `${base}/rig/${world.company.id}`;
  const { links } = await ask<{ links: string[] }>(`${base}/rig`, world);
  const failures = new Map<string, { status: number; code: ErrorCode; times: number }>();
  const held = new Map<string, Promise<void>>();
  const cuts = new Set<AbortController>();
  let isOffline = false;
  const as: Rig['as'] = (member) =>
    forMember(
      createPortalClient({ api: origin, fetch: (...asked) => network(...asked), getSession: () => rig.signIn(member) }),
    );

  const rig: Rig = {
    origin,
    world,
    office: as(world.members[0]!),
    as,
    calls: [],
    latency: 0,
    get offline() {
      return isOffline;
    },
    set offline(value) {
      isOffline = value;
      if (value) for (const cut of cuts) cut.abort(new TypeError('Failed to fetch'));
    },
    link: (which = 'customer') => links[linkNames.indexOf(which)] ?? '',
    fail(route, status, { code = `http-${status}` as const, times = Infinity } = {}) {
      failures.set(route, { status, code, times });
    },
    recover: () => failures.clear(),
    hold(route) {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(route, promise);
      return () => {
        held.delete(route);
        resolve();
      };
    },
    files: () => ask(`${origin}/rows`, { table: 'files' }),
    sweepFiles: () => ask(`${origin}/rows`, { table: 'files', remove: true }),
    endSessions: () => ask(`${origin}/ended`, {}),
    signIn: ({ id, customerId, scope }) =>
      ask(`${origin}/session`, customerId ? { id, customerId, scope } : { id, role: '', rights: {} }),
    invitation: async ({ id }) => (await ask<{ token: string }>(`${origin}/invitation`, { id })).token,
    ahead: (ahead) => ask(`${origin}/clock`, { ahead }),
    async fetch(input, init = {}) {
      if (rig.latency) await passed(rig.latency, init.signal);
      init.signal?.throwIfAborted();
      if (isOffline) throw new TypeError('Failed to fetch');
      const route = routeOf(input as string | URL, init.method);
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
      rig.calls.push({ route, body, headers: new Headers(init.headers) });
      const failure = failures.get(route);
      if (failure && failure.times-- > 0) return problem(failure.status, failure.code);
      const cut = new AbortController();
      if (route === 'GET /live') cuts.add(cut);
      const signal = AbortSignal.any([cut.signal, ...(init.signal ? [init.signal] : [])]);
      // Before it is asked for: a stream that nobody reads would keep one of the browser's six connections.
      if (route === 'GET /live') await unlessAborted(held.get(route), signal);
      const answer = await network(input, { ...init, signal });
      await held.get(route);
      return answer;
    },
  };
  return rig;
}

/** A refusal as the service writes it (RFC 9457). */
export const problem = (status: number, code: string, more: { errors?: object[]; headers?: HeadersInit } = {}) =>
  new Response(JSON.stringify({ type: `urn:parvis:problem:${code}`, status, code, errors: more.errors }), {
    status,
    headers: { ...Object.fromEntries(new Headers(more.headers)), 'content-type': 'application/problem+json' },
  });

async function ask<Out>(url: string, body: object): Promise<Out> {
  const answer = await network(url, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the rig: ${await answer.text()}`);
  return (await answer.json()) as Out;
}

/** `GET /interventions/:interventionId`, as the contract has it. */
export function routeOf(url: string | URL, method = 'GET'): string {
  const steps = new URL(url).pathname.replace(/^.*?\/v1\//, '').split('/');
  const named = steps.map((step, at) => {
    if (!/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(step)) return step;
    const of = steps[at - 1]!;
    return of === 'outbox' ? ':mailId' : `:${of === 'equipment' ? of : of.slice(0, -1)}Id`;
  });
  return `${method} /${named.join('/')}`;
}

const unlessAborted = (promise: Promise<void> | undefined, signal: AbortSignal) =>
  Promise.race([
    promise,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  ]);

const passed = (millis: number, signal?: AbortSignal | null) =>
  new Promise<void>((resolve, reject) => {
    setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });
