/** The request context: what is known of a request beside its body and its viewer. */
import type { IncomingMessage } from 'node:http';
import type { Lang } from '@parvis/sdk/contract';
import type { Context } from 'hono';
import { newId } from '../ids.ts';
import { forwardedAddress } from './address.ts';
import type { CallRequest } from './handlers.ts';

/** Made for each request, so it holds two references and works out the rest when asked. */
export class RequestContext implements CallRequest {
  readonly #context: Context;
  readonly #proxies: number;
  readonly cookies: string[] = [];
  #id: string | undefined;

  constructor(context: Context, proxies: number) {
    this.#context = context;
    this.#proxies = proxies;
  }

  /** What the lines of the log that tell of this request have in common. */
  get id(): string {
    return (this.#id ??= newId());
  }

  get ip(): string {
    // Addresses that our proxies added stand at the end; what stands before them is the caller's own invention.
    const forwarded = this.#proxies > 0 ? this.header('x-forwarded-for')?.split(',').at(-this.#proxies) : undefined;
    return forwardedAddress(forwarded?.trim() ?? '') ?? this.#incoming?.socket?.remoteAddress ?? '127.0.0.1';
  }

  get origin(): string | null {
    return this.header('origin');
  }

  get lang(): Lang {
    const wanted = this.header('accept-language')
      ?.match(/\b(fr|en)\b/i)?.[1]
      ?.toLowerCase();
    return wanted === 'en' ? 'en' : 'fr';
  }

  get stream(): ReadableStream<Uint8Array> | null {
    return this.#context.req.raw.body;
  }

  header(name: string): string | null {
    // Node has read the headers already; a Headers object would be made for each request to ask the same.
    const incoming = this.#incoming;
    if (!incoming?.headers) return this.#context.req.raw.headers.get(name);
    const value = incoming.headers[name];
    return typeof value === 'string' ? value : null;
  }

  get #incoming(): IncomingMessage | undefined {
    return ((this.#context.env ?? {}) as { incoming?: IncomingMessage }).incoming;
  }

  setCookie(line: string): void {
    this.cookies.push(line);
  }
}
