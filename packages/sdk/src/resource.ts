/**
 * What most things can be asked: one set of methods for every name in a path. Which of them a resource has, and what they
 * take and answer, follows from the routes that the contract has under its name.
 */
import type { Api, ApiRoute, Reply } from './contract/index.ts';
import { list, type List, type Paged, type Row } from './list.ts';
import type { Call, CallOptions, CreateOptions, Input, Target } from './request.ts';

type Deeper = `${string} /${string}/${string}/${string}`;
type OneOf<Method extends string, Name extends string> = Exclude<
  Extract<ApiRoute, `${Method} /${Name}/:${string}`>,
  Deeper
>;
/** These members where there is such a route. */
type Where<R, Members> = [R] extends [never] ? unknown : Members;

/** The methods of a resource. */
export type Resource<Name extends string> = Listed<Extract<Paged, `GET /${Name}`>> &
  Read<OneOf<'GET', Name>> &
  Created<Extract<ApiRoute, `POST /${Name}`>> &
  Changed<OneOf<'PATCH', Name>> &
  Removed<OneOf<'DELETE', Name>> &
  Batched<Extract<ApiRoute, `POST /${Name}/batch`>>;

type Listed<R extends Paged> = Where<
  R,
  {
    /** The rows, page by page or one by one. */
    list(query?: Input<R>): List<Row<R>>;
  }
>;
type Read<R extends ApiRoute> = Where<
  R,
  {
    get(id: string, options?: CallOptions): Promise<Reply<Api[R]>>;
  }
>;
type Created<R extends ApiRoute> = Where<
  R,
  {
    create(given: Input<R>, options?: CreateOptions): Promise<Reply<Api[R]>>;
  }
>;
type Changed<R extends ApiRoute> = Where<
  R,
  {
    /** Changes what `change` names of the thing as it was read; `StaleError` when somebody else was quicker. */
    update(thing: Target<R>, change: Input<R>, options?: CallOptions): Promise<Reply<Api[R]>>;
  }
>;
type Removed<R extends ApiRoute> = Where<
  R,
  {
    remove(id: string, options?: CallOptions): Promise<Reply<Api[R]>>;
  }
>;
type Batched<R extends ApiRoute> = Where<
  R,
  {
    /** Up to 500 rows, each answered for itself; one sent again under its `externalId` is updated. */
    batch(rows: (Input<R> & { rows: unknown })['rows'], options?: CreateOptions): Promise<Reply<Api[R]>>;
  }
>;

export function resource<const Name extends string>(call: Call, name: Name): Resource<Name> {
  // The types above say which of them there are.
  const ask = call as unknown as (...given: unknown[]) => unknown;
  const methods = {
    list: (query?: object) => list(call, `GET /${name}` as never, query as never),
    get: (id: string, options?: CallOptions) => ask(`GET /${name}/:id`, id, undefined, options),
    create: (given: object, options?: CreateOptions) => ask(`POST /${name}`, null, given, options),
    update: (thing: object, change: object, options?: CallOptions) => ask(`PATCH /${name}/:id`, thing, change, options),
    remove: (id: string, options?: CallOptions) => ask(`DELETE /${name}/:id`, id, undefined, options),
    batch: (rows: object[], options?: CreateOptions) => ask(`POST /${name}/batch`, null, { rows }, options),
  };
  return methods as unknown as Resource<Name>;
}
