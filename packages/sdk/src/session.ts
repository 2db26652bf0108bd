/**
 * Who is signed in, and how that lasts: access tokens live 15 minutes at most, and another one is fetched before or when
 * the present one ends. Whatever opened the session opens the next one: the host page, the link, or the hosted page's cookie.
 * A session ends only when Parvis says so (refusal.ts); any other failure leaves it as it stands.
 */
import { absolute } from './address.ts';
import type { Scope, Session } from './contract/index.ts';
import { OfflineError, ParvisError, sessionExpired } from './errors.ts';
import type { Bearer, Call, Send } from './request.ts';

/** Where sessions come from: the first one given, in this order. */
export interface SessionSource {
  /** For programs: the company's own key, sent as it is. Never in a page. */
  apiKey?: string;
  /** Gives what the company's backend got for its signed-in customer, or null when nobody is signed in; asked again whenever another one is needed. */
  getSession?: () => Session | null | Promise<Session | null>;
  /** An address of the company's own site that answers with such a session, or with 401 when nobody is signed in. */
  sessionUrl?: string;
  /** A secure link: its token, or its whole address. */
  link?: string;
  /** On Parvis' own pages: the session outlives the page in a cookie that scripts cannot read. */
  cookie?: 'portal' | 'company';
  /** Awaited before that cookie is renewed, with the session that the tab knows; what it rejects with, the renewal does. */
  beforeRenewal?: (session: string | null | undefined) => unknown;
}

/** Told of each session that opens or is renewed, and `null` when it has ended for good; `error` says why, unless by signing out. */
export type SessionListener = (session: Session | null, error?: ParvisError) => void;

/** Before the end, so that a call on its way still arrives in time. */
const margin = 60_000;

/** `client.session` */
export interface SessionCalls {
  /** The session as it stands, or null. */
  current: Session | null;
  /** Names who is signed in, or was last: another name is another person, another company, or another reach. */
  principal: string | undefined;
  /** The link that opens it, if one does: its token. */
  link: string | null | undefined;
  /** Whether what opens a session asks for the cookie of a hosted page. */
  keep: boolean;
  /** Opens the session now, from whatever the client was given, also after signing out; calls do this by themselves. */
  open: () => Promise<Session>;
  /** Takes over a session that was opened elsewhere. */
  take: (session: Session) => Session;
  /** Ends the session here alone, as signing out does: what is asked late opens no other one. */
  end: () => void;
  /** Ends the session, on the server and here. Rejects, and ends nothing, while a cookie would open it again: the server cannot be reached. */
  signOut: () => Promise<void>;
}

export interface Sessions extends Bearer, SessionCalls {
  /** Of the journal, when the present person's first session was opened. */
  position: string | undefined;
  end: (error?: ParvisError) => void;
  listen: (listener: SessionListener) => () => void;
}

export function createSessions(source: SessionSource, api: string, send: Send, call: () => Call): Sessions {
  const { apiKey, getSession, sessionUrl, cookie } = source;
  /** The tab's memory: of a hosted page which session it is, of another one its link, which leaves the address when it is read. */
  const kept = `parvis:${api} ${cookie ?? ''}`;
  const remember = (value: string) => tab()?.setItem(kept, value);
  /** As it was pasted, or cut out of a mail: what stands around it is none of it. */
  let link = source.link?.replace(/^.*?#|\s|[^\w-]*([^\w.-].*)?$/gs, '');
  /** The session that the cookie renews. A link that is given opens one of its own first. */
  let id = cookie && !link ? tab()?.getItem(kept) : null;
  if (!(cookie ?? apiKey ?? getSession ?? sessionUrl)) {
    if (link) remember(link);
    else link = tab()?.getItem(kept) ?? undefined;
  }
  const listeners = new Set<(...told: Parameters<SessionListener>) => Promise<void>>();
  let renewAt = 0;
  /** Signed out: nothing that is asked late opens another session. */
  let isOut = false;
  let opening: Promise<Session> | undefined;

  const manner = { open: true, repeatable: true };
  const exchange = () => call()('POST /session', null, { link: link!, keep: sessions.keep }, manner);
  const url = sessionUrl && absolute(sessionUrl);

  const fetchSession = async (): Promise<Session> => {
    const given = (getSession ? await getSession() : url && (await send(url, { cache: 'no-store' }))) as
      Session | null | undefined;
    if (given?.accessToken) return given;
    if (cookie && (id || !link)) {
      await source.beforeRenewal?.(id);
      return call()('POST /session/renewals', null, { audience: cookie, session: id ?? undefined }, manner);
    }
    if (link) return exchange();
    throw sessionExpired();
  };
  /** Whether that no session came is the end, or may pass. */
  const refused = async (cause: unknown): Promise<Session> => {
    const { judge } = await import('./refusal.ts');
    return judge(cause, {
      send,
      url,
      getSession,
      exchange: link && exchange,
      expired: sessionExpired(cause),
      errors: { OfflineError, ParvisError },
      ended: (error) => isOut || sessions.end(error),
    });
  };

  const sessions: Sessions = {
    current: null,
    principal: undefined,
    position: undefined,
    link,
    keep: !!cookie,
    /** One in flight at most: all calls that need a session wait for the same. */
    open: () =>
      (opening ??= fetchSession()
        .catch(refused)
        .then(sessions.take)
        .finally(() => (opening = undefined))),
    async token() {
      if (apiKey) return apiKey;
      if (isOut) throw sessionExpired();
      if (!sessions.current || Date.now() > renewAt) {
        // Until the token has really ended, a renewal that failed is no reason to stop.
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
      const { viewer, company } = session;
      const ends = Date.parse(session.expiresAt) - margin;
      // A clock that is far off makes every token look ended: then only a refusal says so.
      renewAt = ends > Date.now() ? ends : Infinity;
      sessions.current = session;
      const principal = [company.id, viewer.id, (viewer as { scope?: Scope }).scope?.id].join();
      if (sessions.principal !== principal) sessions.position = session.position;
      sessions.principal = principal;
      isOut = false;
      if (cookie) remember((id = session.id));
      for (const tell of listeners) void tell(session);
      return session;
    },
    end(error) {
      isOut = !error;
      // An expired one still tells whom a new one is for. And a tab that knows which session it was becomes no other one.
      if (!cookie && error?.code !== 'link-expired') tab()?.removeItem(kept);
      if (isOut) link = sessions.link = undefined;
      sessions.current = null;
      for (const tell of listeners) void tell(null, error);
    },
    async signOut() {
      try {
        await call()('DELETE /session', null);
      } catch (error) {
        // Already ended is what was asked for. And without a cookie nothing of it outlives the page.
        if (cookie && (error as ParvisError).status !== 401) throw error;
      }
      sessions.end();
    },
    listen(listener) {
      // Async: one that throws keeps no session from opening, and no other from hearing of it.
      const tell = async (session: Session | null, error?: ParvisError) => listener(session, error);
      listeners.add(tell);
      return () => listeners.delete(tell);
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
