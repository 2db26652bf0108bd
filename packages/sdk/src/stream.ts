/**
 * Reads the event stream, over fetch because EventSource cannot send a header, and picks up where it was cut off.
 * A file of its own, so that the first screen does not wait for it; it takes types only, so that it waits for no other.
 */
import type { Change } from './contract/index.ts';
import type { ParvisError } from './errors.ts';
import type { LiveListener } from './live.ts';
import type { Bearer, Send } from './request.ts';

/** How far the stream was read. */
export interface Position {
  last?: string | undefined;
  started?: boolean;
}

/** The server is heard at least every 30 s; a longer silence is a dead connection. */
const silence = 70_000;
const firstPause = 1000;
const longestPause = 60_000;
/** From here on a stream has lived, and what cut it off was not the one that cut off the last. */
const lived = 10_000;

/** Runs until `signal` is aborted; rejects when our server will not have us. */
export async function follow(
  send: Send,
  url: string,
  bearer: Bearer,
  position: Position,
  tell: LiveListener,
  signal: AbortSignal,
): Promise<void> {
  for (let pause = firstPause; !signal.aborted; pause = Math.min(pause * 2, longestPause)) {
    const dead = new AbortController();
    signal.addEventListener('abort', () => dead.abort(signal.reason), { signal: dead.signal });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let since = Infinity;
    let asked = 0;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => dead.abort(), silence);
    };
    const read = async (response: Response) => {
      if (!response.headers.get('content-type')?.startsWith('text/event-stream')) throw new TypeError('No stream');
      since = performance.now();
      // Cut off before the first position was told: what came meanwhile is not known.
      if (position.started && !position.last) tell({ type: 'reset' });
      position.started = true;
      tell({ type: 'up' });
      for await (const { id, event, data } of events(response, alive)) {
        position.last = id ?? position.last;
        if (event === 'change') tell({ type: 'change', change: JSON.parse(data ?? '') as Change });
        if (event === 'reset') tell({ type: 'reset' });
      }
    };
    alive();
    const headers = { accept: 'text/event-stream', ...(position.last && { 'last-event-id': position.last }) };
    await send(url, { headers, bearer, read, timeout: 0, signal: dead.signal })
      .catch((error: ParvisError) => {
        // Refused by our server, not by something between us: asking again changes nothing.
        if (/40[13]/.test(`${error.status}`) && error.problem.type?.startsWith('urn:parvis:')) throw error;
        // What fell silent was ended by ourselves, and asks for nothing.
        asked = error.retryAfter || 0;
      })
      .finally(() => {
        clearTimeout(timer);
        dead.abort();
      });
    if (!signal.aborted) tell({ type: 'down' });
    if (performance.now() - since > lived) pause = firstPause;
    await pauseFor(Math.max(asked, pause * (0.5 + Math.random() / 2)), signal);
  }
}

/** Returns early, and quietly, when `signal` is aborted. */
const pauseFor = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
    if (signal.aborted) resolve();
  });

/** Server-sent events as our server writes them: one `data` line each. */
async function* events(response: Response, alive: () => void) {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    alive();
    const blocks = (text + decoder.decode(chunk.value, { stream: true })).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => line.split(/: ?(.*)/));
      yield Object.fromEntries(fields) as { id?: string; event?: string; data?: string };
    }
  }
}
