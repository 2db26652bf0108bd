/**
 * Who is signed in, and how that lasts: access tokens live 15 minutes at most, and another one is fetched before or when
 * the present one ends. Whatever opened the session opens the next one: the host page, the link, or the hosted page's cookie.
 */
import type { Session } from './contract/index.ts';
import { OfflineError, ParvisError, sessionExpired } from './errors.ts';
import type { Bearer, Call, Send } from './request.ts';

/** Where sessions come from: the first one given, in this order. */
export interface SessionSource {
  /** For programs: the company's own key, sent as it is. Never in a page. */
  apiKey?: string;
  /** Gives what the company's backend got for its signed-in customer; asked again whenever another one is needed. */
  getSession?: () => Session | Promise<Session>;
  /** An address of the company's own site that answers with such a session. */
  sessionUrl?: string;
  /** A secure link: its token, or its whole address. */
  link?: string;
  /** On Parvis' own pages: the session outlives the page in a cookie that scripts cannot read. */
  cookie?: 'portal' | 'company';
}

/** Told of each session that opens or is renewed, and `null` when it has ended for good; `error` says why, unless by signing out. */
export type SessionListener = (session: Session | null, error?: ParvisError) => void;

/** Before the end, so that a call on its way still arrives in time. */
const margin = 60_000;

/** `client.session` */
export interface SessionCalls {
  /** The session as it stands, or null. */
  current: Session | null;
  /** The link that opens it, if one does: its token. */
  readonly link: string | null | undefined;
  /** Whether what opens a session asks for the cookie of a hosted page. */
  keep: boolean;
  /** Opens the session now, from whatever the client was given; calls do this by themselves. */
  open: () => Promise<Session>;
  /** Takes over a session that was opened elsewhere. */
  take: (session: Session) => Session;
  /** Ends the session, on the server and here. */
  signOut: () => Promise<void>;
}

export interface Sessions extends Bearer, SessionCalls {
  end: (error?: ParvisError) => void;
  listen: (listener: SessionListener) => () => void;
}

export function createSessions(source: SessionSource, api: string, send: Send, call: () => Call): Sessions {
  const { apiKey, getSession, sessionUrl, cookie } = source;
  const kept = `parvis:${api}`;
  let link: string | null | undefined = source.link?.replace(/^.*#/, '');
  if (!(cookie ?? apiKey ?? getSession ?? sessionUrl)) {
    if (link) tab()?.setItem(kept, link);
    // A tab that was reloaded: the link was taken out of the address when it was read.
    else link = tab()?.getItem(kept);
  }
  const listeners = new Set<SessionListener>();
  let renewAt = 0;
  /** Signed out: nothing that is asked late opens another session, unless the host page gives one. */
  let isOut = false;
  /** From here on the cookie renews this very session, rather than each exchange of the link opening one more. */
  let isKept = false;
  let opening: Promise<Session> | undefined;

  const fetchSession = async (): Promise<Session> => {
    if (getSession) return getSession();
    if (sessionUrl) {
      return send<Session>(sessionUrl, { cache: 'no-store', repeatable: true }).catch((error: ParvisError) => {
        // Whatever that address refuses with, it gives no session.
        throw error.retryable ? error : sessionExpired(error);
      });
    }
    if (isOut) throw sessionExpired();
    const manner = { open: true, repeatable: true };
    if (link && !isKept) {
      const session = await call()('POST /session', null, { link, keep: sessions.keep }, manner);
      isKept = !!cookie;
      return session;
    }
    if (cookie) return call()('POST /session/renewals', null, { audience: cookie }, manner);
    throw sessionExpired();
  };

  const sessions: Sessions = {
    current: null,
    link,
    keep: !!cookie,
    /** One in flight at most: all calls that need a session wait for the same. */
    open: () =>
      (opening ??= fetchSession()
        .then(sessions.take, (cause: unknown) => {
          // What a host page's callback throws is its own; a failed `fetch` throws a TypeError everywhere.
          const error =
            cause instanceof ParvisError
              ? cause
              : cause instanceof TypeError
                ? new OfflineError(cause)
                : sessionExpired(cause);
          if (!error.retryable && !isOut) sessions.end(error);
          throw error;
        })
        .finally(() => (opening = undefined))),
    async token() {
      if (apiKey) return apiKey;
      if (!sessions.current || Date.now() > renewAt) {
        // Until the token has really ended, a renewal that failed for want of a network is no reason to stop.
        await sessions.open().catch((error: ParvisError) => {
          if (!sessions.current) throw error;
        });
      }
      return sessions.current?.accessToken ?? '';
    },
    async renew(refused) {
      // There is no other key; and another call may have renewed the session already.
      if (!apiKey && sessions.current?.accessToken === refused) await sessions.open();
    },
    take(session) {
      const ends = Date.parse(session.expiresAt) - margin;
      // A clock that is far off makes every token look ended: then only a refusal says so.
      renewAt = ends > Date.now() ? ends : Infinity;
      sessions.current = session;
      isOut = false;
      for (const listener of listeners) listener(session);
      return session;
    },
    end(error) {
      // A link that was refused is refused again, with the same reason, rather than giving way to an older session.
      isOut = !error;
      // An expired one still tells whom a new one is for.
      if (error?.code !== 'link-expired') tab()?.removeItem(kept);
      sessions.current = null;
      for (const listener of listeners) listener(null, error);
    },
    async signOut() {
      try {
        await call()('DELETE /session', null);
      } catch (error) {
        // Already ended is what was asked for.
        if ((error as ParvisError).status !== 401) throw error;
      } finally {
        sessions.end();
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return sessions;
}

/** The tab's memory. Node has none, and a page without cookies may not touch it: then a reload asks for the link again. */
const tab = () => {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
};
