/**
 * What a feature gives for each route of its part of the contract.
 *
 *     export const siteRoutes = (s: Services): Handlers<typeof siteApi> => ({
 *       'GET /sites/:siteId': (call) => readSite(s, call.viewer, call.params.siteId),
 *       'PATCH /sites/:siteId': (call) => (tx) => changeSite(s, tx, call.viewer, call.params.siteId, call.ifMatch, call.body),
 *     });
 *
 * A route that is missing, surplus or wrongly typed does not compile.
 */
import type { Body, Endpoint, Lang, Params, Query, Reply } from '@parvis/sdk/contract';
import type * as z from 'zod';
import type { Viewer } from '../access/viewer.ts';
import type { FieldError } from '../problem.ts';
import type { Tx, Work } from '../store/store.ts';

/** A call, checked: what does not fit the contract never reaches a handler. */
export interface Call<E, R extends string> {
  params: Params<R>;
  query: Query<E>;
  /** Of a bulk write: `rows` instead, each checked for itself. */
  body: E extends { batch: z.ZodType } ? undefined : Body<E>;
  rows: E extends { batch: infer Row extends z.ZodType } ? ValidatedRow<z.output<Row>>[] : undefined;
  /** On `open` routes null when nobody is signed in. */
  viewer: E extends { open: true } ? Viewer | null : Viewer;
  /** Version that the change was made from. To be compared with the row's: `throw stale()` when it differs. */
  ifMatch: E extends { ifMatch: true } ? number : null;
  request: CallRequest;
}

export interface CallRequest {
  /** Address of the caller, behind the proxies that the configuration trusts. */
  ip: string;
  origin: string | null;
  /** What the caller's program prefers; a viewer's own `lang` comes first. */
  lang: Lang;
  header(name: string): string | null;
  /** The body of an upload, as it comes. */
  stream: ReadableStream<Uint8Array> | null;
  /** Adds a Set-Cookie line to the answer. */
  setCookie(line: string): void;
}

/** One row of a bulk write. */
export type ValidatedRow<Row> = { index: number; externalId: string | null } & (
  { row: Row; errors: null } | { row: null; errors: FieldError[] }
);

/** What a route answers with: nothing where the contract says 204, a Response where it says download. */
export type Answer<E> = E extends { download: NonNullable<Endpoint['download']> }
  ? Response
  : E extends { reply: null }
    ? void
    : Reply<E>;

/** The body of a change: run in ONE transaction, together with what is kept for its Idempotency-Key. */
export type Change<Out> = (tx: Tx) => Work<Out>;

/** What an upload answers with once its bytes are in: whether they are kept is known only then. */
export interface Received<Out> {
  /** SHA-256 of the bytes as they came: what tells one upload under an Idempotency-Key from another. */
  digest: string;
  /** Called for what was not sent before. */
  keep(): Promise<Change<Out>>;
  /** Called in the end, whatever came of it. */
  discard(): Promise<void>;
}

/**
 * A read answers; a change answers with the body of its transaction. What must be awaited (a hash, a signature) comes
 * before the body is handed over. A change that runs transactions of its own answers like a read.
 */
export type Handler<E, R extends string> = (
  call: Call<E, R>,
) => E extends { upload: true }
  ? Promise<Received<Answer<E>>>
  : R extends `GET ${string}`
    ? Answer<E> | Promise<Answer<E>>
    : Answer<E> | Change<Answer<E>> | Promise<Answer<E> | Change<Answer<E>>>;

export type Handlers<A extends Record<string, Endpoint>> = { [R in keyof A & string]: Handler<A[R], R> };
