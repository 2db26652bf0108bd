/**
 * What an endpoint is: one entry of the contract, keyed by method and path (`'POST /interventions'`).
 * The server mounts the record and must give a handler for each key; the SDK takes its types and nothing else.
 * Paths are below `/v1`.
 */
import type * as z from 'zod';
import type { ProblemCode } from './codes.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
export type Route = `${Method} /${string}`;

export interface Endpoint {
  /** One sentence for the API reference. */
  readonly summary: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** `null`: answered 204 without a body. */
  readonly reply: z.ZodType | null;
  /** Success status when it is not 200 (or 204). */
  readonly status?: 201 | 202;
  /** A change of one stored thing: `If-Match` is compulsory, 428 without it, 412 when stale. */
  readonly ifMatch?: true;
  /** The body is `{ rows }`, at most 500, and each row is checked and answered for itself. */
  readonly batch?: z.ZodType;
  /** The body is the file itself, streamed; its kind is found from its content. */
  readonly upload?: true;
  /** The answer is the file itself: an upload, or of the kind named. */
  readonly download?: true | 'text/calendar';
  /** The body holds a password: nothing that it could be guessed from is kept, so it takes no `Idempotency-Key`. */
  readonly secret?: true;
  /** The answer holds a secret: repeated to the session that was given it, and to no other. */
  readonly secretReply?: true;
  /** Answered without a session: the route checks a link, a password or a ticket of its own. */
  readonly open?: true;
  /** What else it is refused with, beside what follows from the above and from who may call it (`http/openapi-problems.ts`). */
  readonly problems?: readonly ProblemCode[];
}

/** The named parts of a path: `Params<'PATCH /sites/:siteId'>` is `{ siteId: string }`. */
export type Params<R extends string> = R extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Name]: string } & Params<Rest>
  : R extends `${string}:${infer Name}`
    ? { [K in Name]: string }
    : unknown;

/** What a caller may send: defaults may be left out. */
export type BodyIn<E> = E extends { body: infer S extends z.ZodType } ? z.input<S> : undefined;
export type QueryIn<E> = E extends { query: infer S extends z.ZodType } ? z.input<S> : undefined;
/** What a handler receives: checked, defaults filled in. */
export type Body<E> = E extends { body: infer S extends z.ZodType } ? z.output<S> : undefined;
export type Query<E> = E extends { query: infer S extends z.ZodType } ? z.output<S> : undefined;
export type Reply<E> = E extends { reply: infer S extends z.ZodType } ? z.output<S> : undefined;
