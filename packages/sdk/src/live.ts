/** What others change, as it happens: one stream for all listeners of a client. */
import type { Change } from './contract/index.ts';
import type { Send } from './request.ts';
import type { Sessions } from './session.ts';
import type { Position } from './stream.ts';

export type LiveEvent =
  | { type: 'change'; change: Change }
  /** Something was missed: load again what is shown. */
  | { type: 'reset' }
  /** The stream stands, or was cut off and is being tried again. */
  | { type: 'up' | 'down' };
export type LiveListener = (event: LiveEvent) => void;

export function createLive(send: Send, url: string, sessions: Sessions) {
  const listeners = new Set<LiveListener>();
  let position: Position = {};
  let stream: AbortController | undefined;
  let viewer: string | undefined;

  const tell = (event: LiveEvent) => {
    for (const listener of listeners) listener(event);
  };
  const stop = () => {
    stream?.abort();
    stream = undefined;
  };
  const start = () => {
    if (stream || !listeners.size) return;
    const { signal } = (stream = new AbortController());
    // Loaded beside the first screen, which does not wait for it.
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

  // An open stream would keep the page out of the back/forward cache.
  const page = globalThis.addEventListener ?? (() => {});
  page('pagehide', stop);
  page('pageshow', start);
  page('online', restart);

  sessions.listen((session) => {
    const before = viewer;
    viewer = session?.viewer.id;
    // Nobody, or another person: another stream, from its beginning.
    if (before && before !== viewer) {
      stop();
      position = {};
    }
    // What changes between the first reading and the stream's beginning is told as well.
    position.last ??= session?.position;
    if (session) start();
  });

  /** Tells the listener what others change, until the function it returns is called. */
  return (listener: LiveListener): (() => void) => {
    listeners.add(listener);
    start();
    return () => {
      listeners.delete(listener);
      if (!listeners.size) stop();
    };
  };
}
