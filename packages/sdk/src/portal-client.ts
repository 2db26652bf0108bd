/**
 * `@parvis/sdk/portal`: the client of the screens that customers use, and no byte of what only the company calls;
 * `forCompany` adds that.
 */
import { absolute } from './address.ts';
import type { Lang, Viewer } from './contract/index.ts';
import { uploadCall } from './file.ts';
import type { createLive, LiveListener } from './live.ts';
import { createCall, createSend } from './request.ts';
import { createSessions, type SessionCalls, type SessionSource } from './session.ts';

export interface ClientOptions extends SessionSource {
  /** Address of the Parvis server: `https://parvis.example`. */
  api: string;
  /** Another `fetch`, for tests and for hosts with their own. */
  fetch?: typeof fetch;
  /** Language of what the server writes (mails); absent: the viewer's own. */
  lang?: Lang;
}

export function createPortalClient({ api, fetch, lang, ...source }: ClientOptions) {
  const server = absolute(api).replace(/\/$/, '');
  const base = `${server}/v1`;
  // Called through a function so that the global one keeps its receiver and may be replaced later.
  const send = createSend(fetch ?? ((...args) => globalThis.fetch(...args)), lang);
  const sessions = createSessions(source, server, send, () => call);
  const call = createCall(send, base, sessions);
  let live: Promise<ReturnType<typeof createLive>> | undefined;
  return {
    /** Any route of the contract by its name; the methods below are made of it. */
    call,
    /** Who is signed in, once a session is open. */
    get viewer(): Viewer | null {
      return sessions.current?.viewer ?? null;
    },
    /** Calls the listener with each session that opens, and with null when it has ended; returns what stops that. */
    onSession: sessions.listen,
    /** Calls the listener with what others change, as it happens; returns what stops that. */
    live(listener: LiveListener): () => void {
      live ??= import('./live.ts').then(({ createLive }) => createLive(send, `${base}/live`, sessions));
      const hearing = live.then(
        (listen) => listen(listener),
        // What a listener gives back stops nothing.
        () => {
          listener({ type: 'down' });
        },
      );
      return () => void hearing.then((stop) => stop?.());
    },
    /** The whole address of something the API gave relative to itself, such as a file's `url`. */
    url: (address: string) => new URL(address, `${server}/`).href,
    session: sessions as Readonly<SessionCalls>,
    files: { upload: uploadCall({ send, url: `${base}/files`, bearer: sessions, ownFetch: !!fetch }) },
  };
}
export type PortalClient = ReturnType<typeof createPortalClient>;
export {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  OfflineError,
  ParvisError,
  StaleError,
  ThrottledError,
  UnauthenticatedError,
  UnavailableError,
} from './errors.ts';
export { list, type List, type Paged, type Row } from './list.ts';
export type { Input } from './request.ts';
