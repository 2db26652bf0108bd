/**
 * What others change, as it happens: one stream for all listeners of a client. A file of its own, as the stream is, so that
 * the first screen waits for neither.
 */
import type { Change } from './contract/index.ts';
import type { Send } from './request.ts';
import type { Sessions } from './session.ts';
import type { Position } from './stream.ts';

/** What happened lately, told together: what is shown is read again once, not once a change. */
export interface News {
  type: 'news';
  changes: Change[];
  /** Something was missed as well: everything is to be read again. */
  missed: boolean;
  /** The stream stands again. */
  up: boolean;
}
export type LiveEvent =
  | { type: 'change'; change: Change }
  /** Something was missed: load again what is shown. */
  | { type: 'reset' }
  /** The stream stands, or was cut off and is being tried again. */
  | { type: 'up' | 'down' }
  /** All of these since the last time, told a moment after the last of them. */
  | News;
export type LiveListener = (event: LiveEvent) => void;

/** Milliseconds after a change; and while others keep coming, at most. */
const quiet = 300;
const longest = 2000;

export function createLive(send: Send, url: string, sessions: Sessions) {
  const listeners = new Set<LiveListener>();
  // What changes between the first reading and the stream's beginning is told as well.
  let position: Position = { last: sessions.position };
  let stream: AbortController | undefined;
  let { principal } = sessions;

  let news: News | undefined;
  let newsUntil = 0;
  let telling: ReturnType<typeof setTimeout> | undefined;

  const tell = (event: LiveEvent) => {
    // In a promise each: where one throws, the page hears of it (`unhandledrejection`), and nobody takes it for a lost network.
    for (const listener of listeners) void (async () => listener(event))();
    if (event.type === 'down' || event.type === 'news') return;
    if (!news) newsUntil = performance.now() + longest;
    news ??= { type: 'news', changes: [], missed: false, up: false };
    if (event.type === 'change') news.changes.push(event.change);
    news.missed ||= event.type === 'reset';
    news.up ||= event.type === 'up';
    clearTimeout(telling);
    telling = setTimeout(tellNews, Math.min(quiet, newsUntil - performance.now()));
  };
  const tellNews = () => {
    const gathered = news!;
    news = undefined;
    tell(gathered);
  };
  const stop = () => {
    stream?.abort();
    stream = undefined;
  };
  const start = () => {
    if (stream || !listeners.size) return;
    const { signal } = (stream = new AbortController());
    import('./stream.ts')
      .then(({ follow }) => follow(send, url, sessions, position, tell, signal))
      .catch(() => {
        // Signed out, or the file did not come; a new session, a network that is back or a page shown again starts it.
        if (!signal.aborted) stop();
        tell({ type: 'down' });
      });
  };
  const restart = () => {
    stop();
    start();
  };

  sessions.listen((session) => {
    // Nobody, or another person: another stream, from its beginning.
    if (!session || (principal && principal !== sessions.principal)) {
      stop();
      position = {};
      clearTimeout(telling);
      news = undefined;
    }
    ({ principal } = sessions);
    position.last ??= sessions.position;
    if (session) start();
  });
  // An open stream would keep the page out of the back/forward cache.
  const page = { pagehide: stop, pageshow: start, online: restart };
  const watch = (how: 'addEventListener' | 'removeEventListener') => {
    const target = globalThis as Partial<EventTarget>;
    for (const [name, act] of Object.entries(page)) target[how]?.(name, act);
  };

  /** Tells the listener what others change, until the function it returns is called. */
  return (listener: LiveListener): (() => void) => {
    if (!listeners.size) watch('addEventListener');
    listeners.add(listener);
    start();
    return () => {
      listeners.delete(listener);
      if (listeners.size) return;
      stop();
      watch('removeEventListener');
    };
  };
}
