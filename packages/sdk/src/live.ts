/**
 * What others change, as it happens: one event stream for all listeners of a client, over fetch because EventSource
 * cannot send a header. It picks up where it was cut off.
 */
import type { Change } from './contract/index.ts';
import { ParvisError } from './errors.ts';
import { wait, type Send } from './request.ts';
import type { Sessions } from './session.ts';

export type LiveEvent =
  | { type: 'change'; change: Change }
  /** Too much was missed to tell it: load again what is shown. */
  | { type: 'reset' }
  /** The stream stands, or was cut off and is being tried again. */
  | { type: 'up' }
  | { type: 'down' };
export type LiveListener = (event: LiveEvent) => void;

/** The server is heard at least every 30 s; longer silence is a dead connection. */
const silence = 70_000;
const longestPause = 30_000;

export function createLive(send: Send, url: string, sessions: Sessions) {
  const listeners = new Set<LiveListener>();
  let stream: AbortController | undefined;
  let last = '';
  let wasUp = false;

  const tell = (event: LiveEvent) => {
    for (const listener of listeners) listener(event);
  };

  const read = async (response: Response, alive: () => void, up: () => void) => {
    up();
    // Something was missed, and there is no position to resume from.
    if (wasUp && !last) tell({ type: 'reset' });
    wasUp = true;
    tell({ type: 'up' });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = '';
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
      alive();
      const blocks = (buffer + chunk.value).split('\n\n');
      buffer = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s)));
        last = fields['id'] ?? last;
        if (fields['event'] === 'change') tell({ type: 'change', change: JSON.parse(fields['data']) as Change });
        if (fields['event'] === 'reset') tell({ type: 'reset' });
      }
    }
  };

  const run = async ({ signal }: AbortController) => {
    for (let pause = 1000; !signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      const attempt = new AbortController();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => attempt.abort(), silence);
      };
      alive();
      const headers = { accept: 'text/event-stream', ...(last && { 'last-event-id': last }) };
      const limit = AbortSignal.any([signal, attempt.signal]);
      try {
        await send(url, { headers, signal: limit, timeout: 0, bearer: sessions }, (response) =>
          read(response, alive, () => (pause = 500)),
        );
      } catch (error) {
        // Nobody is signed in any longer, or may not listen: a new session starts again.
        if (error instanceof ParvisError && !error.retryable) stop();
      } finally {
        clearTimeout(timer);
      }
      tell({ type: 'down' });
      await wait(pause * (0.5 + Math.random() / 2), signal).catch(() => {});
    }
  };

  const start = () => {
    if (stream || !listeners.size) return;
    stream = new AbortController();
    void run(stream);
  };
  const stop = () => {
    stream?.abort();
    stream = undefined;
  };
  const restart = () => {
    stop();
    start();
  };

  // An open stream would keep the page out of the back/forward cache.
  globalThis.addEventListener?.('pagehide', stop);
  globalThis.addEventListener?.('pageshow', start);
  globalThis.addEventListener?.('online', restart);

  let viewer = '';
  sessions.listen((session) => {
    const { kind, id } = session?.viewer ?? { kind: '', id: '' };
    // Another person, another stream; a mere renewal leaves the stream that stands.
    if (viewer !== (viewer = kind + id)) {
      last = '';
      wasUp = false;
      if (viewer) restart();
      else stop();
    } else if (session) start();
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
