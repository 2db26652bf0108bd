/** What is answered in pages, read page by page or row by row. */
import type { Api, ApiRoute, Page, Reply } from './contract/index.ts';
import type { Call, CallOptions, Input } from './request.ts';

/** The rows of a list, page by page (`await list.page()`) or one by one (`for await (const row of list)`). */
export interface List<T> extends AsyncIterable<T> {
  /** The first page, or the one that `next` of another leads to. */
  page(cursor?: string | null, options?: CallOptions): Promise<Page<T>>;
}

/** Routes that answer in pages, and what their rows are. */
export type Paged = { [R in ApiRoute]: Reply<Api[R]> extends Page<unknown> ? R : never }[ApiRoute];
export type Row<R extends ApiRoute> = Reply<Api[R]> extends { items: (infer T)[] } ? T : never;

/** `of`: what the path names, where it names something. */
export const list = <R extends Paged>(
  call: Call,
  route: R,
  query?: Input<R>,
  of: string | null = null,
): List<Row<R>> => {
  const page = (cursor?: string | null, options?: CallOptions) =>
    call(route, of as never, { ...query, cursor } as Input<R>, options) as Promise<Page<Row<R>>>;
  return {
    page,
    async *[Symbol.asyncIterator]() {
      let cursor: string | null | undefined;
      do {
        const { items, next } = await page(cursor);
        yield* items;
        cursor = next;
      } while (cursor);
    },
  };
};
