/** What a live stream costs: memory while it is open, time for each thing it is told. */
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { companies, dataOf } from './data.ts';
import { atMost, median, type Row } from './table.ts';
import { Variant } from './variant.ts';

const perViewer = 10;
const rounds = 15;

/** Opens one stream as raw as it gets and calls back for each change it is told of. */
function listen(url: URL, token: string, heard: () => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname, () => {
      socket.write(
        `GET /v1/live HTTP/1.1\r\nHost: ${url.host}\r\nAccept: text/event-stream\r\nAuthorization: Bearer ${token}\r\n\r\n`,
      );
    });
    let open = false;
    socket.on('data', (bytes: Buffer) => {
      const text = bytes.toString('latin1');
      if (!open) {
        if (!text.startsWith('HTTP/1.1 200')) return reject(new Error(text.slice(0, 200)));
        open = true;
        resolve(socket);
      }
      for (let at = text.indexOf('event: change'); at >= 0; at = text.indexOf('event: change', at + 1)) heard();
    });
    socket.on('error', reject);
  });
}

export async function streams(): Promise<Row[]> {
  const parvis = await Variant.start('parvis', { PARVIS_DATA: dataOf(companies) });
  const sockets: Socket[] = [];
  try {
    const url = new URL(parvis.ready.url);
    let heard = 0;
    let all: (() => void) | undefined;
    let expected = Infinity;
    const hear = () => {
      if (++heard === expected) all?.();
    };
    const openAll = async () => {
      for (const token of parvis.ready.tokens)
        sockets.push(...(await Promise.all(Array.from({ length: perViewer }, () => listen(url, token, hear)))));
    };
    const closeAll = async () => {
      for (const socket of sockets.splice(0)) socket.destroy();
      await pause(500);
    };
    // Once without measuring: what the process needs for any stream is there from then on.
    await openAll();
    await closeAll();
    const before = (await parvis.measure()).memory;
    await openAll();
    const open = (await parvis.measure()).memory;

    // Each request of a customer is told to their own streams.
    const ask = (token: string) =>
      fetch(`${parvis.ready.url}/v1/interventions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ description: 'Fuite' }),
      }).then((answer) => answer.arrayBuffer());
    const costOfAsking = async (told: () => Promise<void>) => {
      const costs: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const start = (await parvis.measure()).cpu;
        const heardAll = told();
        await Promise.all(parvis.ready.tokens.map(ask));
        await heardAll;
        costs.push(((await parvis.measure('as it is')).cpu - start) / parvis.ready.tokens.length);
      }
      return median(costs);
    };
    const withListeners = await costOfAsking(() => {
      heard = 0;
      expected = parvis.ready.tokens.length * perViewer;
      return new Promise<void>((resolve) => (all = resolve));
    });
    await closeAll();
    const alone = await costOfAsking(async () => {});
    const bytes = (open - before) / (parvis.ready.tokens.length * perViewer);
    const delivery = Math.max(0, withListeners - alone) / perViewer;
    return [
      { what: 'Memory of an open stream', against: '16 kB', ratio: bytes / 16_000, ...atMost(1, bytes / 16_000) },
      { what: 'Time of a delivery', against: '15 µs', ratio: delivery / 15, ...atMost(1, delivery / 15) },
    ];
  } finally {
    for (const socket of sockets) socket.destroy();
    await parvis.stop();
  }
}
