import { hears, type Asker, type Entry, type State } from './state.ts';

/** The event stream of `GET /v1/live`: what was missed since the last event id, then what happens. */
export function liveStream(
  state: State,
  asker: Asker,
  lastEventId: string | null,
  signal?: AbortSignal | null,
): Response {
  const encoder = new TextEncoder();
  let stop: (() => void) | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(`${text}\n\n`));
      const tell = (entry: Entry, position: number) => {
        if (hears(asker, entry)) write(`id: ${position}\nevent: change\ndata: ${JSON.stringify(entry.change)}`);
      };
      const since = lastEventId === null ? state.journal.length : Number(lastEventId);
      write(`: ok\nid: ${state.journal.length}`);
      if (!(since <= state.journal.length)) write('event: reset');
      else state.journal.slice(since).forEach((entry, index) => tell(entry, since + index + 1));
      stop = () => {
        if (!state.streams.delete(tell)) return;
        state.cuts.delete(cut);
      };
      const cut = () => {
        stop?.();
        controller.error(new TypeError('The connection was cut'));
      };
      state.streams.add(tell);
      state.cuts.add(cut);
      signal?.addEventListener('abort', cut);
    },
    cancel: () => stop?.(),
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}
