/** A reader of the live stream, for tests: what it was told, and when it was cut off. */
import type { Change } from '@parvis/sdk/contract';

export interface LiveEvent {
  id: string;
  event: string | undefined;
  data: Change | undefined;
}

export interface LiveReader {
  status: number;
  headers: Headers;
  /** All blocks so far; those without `event` carry a position alone. */
  blocks: LiveEvent[];
  /** The changes among them. */
  changes: Change[];
  /** To resume from. */
  lastId: string;
  ended: boolean;
  close(): void;
}

export async function readLive(url: string, token: string, headers: Record<string, string> = {}): Promise<LiveReader> {
  const abort = new AbortController();
  const response = await fetch(`${url}/v1/live`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: abort.signal,
  });
  const reader: LiveReader = {
    status: response.status,
    headers: response.headers,
    blocks: [],
    changes: [],
    lastId: headers['last-event-id'] ?? '',
    ended: false,
    close: () => abort.abort(),
  };
  void read(response, reader).catch(() => (reader.ended = true));
  return reader;
}

async function read(response: Response, reader: LiveReader): Promise<void> {
  let rest = '';
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s)));
      const data = fields['event'] === 'change' ? JSON.parse(fields['data'] as string) : undefined;
      reader.blocks.push({ id: fields['id'] ?? '', event: fields['event'], data });
      reader.lastId = fields['id'] ?? reader.lastId;
      if (data) reader.changes.push(data);
    }
  }
  reader.ended = true;
}
