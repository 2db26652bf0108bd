/** What a live stream costs: memory while it is open, time for each thing it is told. */
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { companies, dataOf } from './data.ts';
import { atMost, median, type Row } from './table.ts';
import { rounds, Variant } from './variant.ts';

const perViewer = 20;

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
    const { tokens, customers } = parvis.ready;
    // One half listens; what happens to the other is told to nobody.
    const half = tokens.length >> 1;
    const [heard, unheard] = [customers.slice(0, half), customers.slice(half, 2 * half)];
    const count = half * perViewer;
    let left = Infinity;
    let all: (() => void) | undefined;
    const hear = () => {
      if (--left === 0) all?.();
    };
    const openAll = async () => {
      for (const token of tokens.slice(0, half))
        sockets.push(...(await Promise.all(Array.from({ length: perViewer }, () => listen(url, token, hear)))));
    };
    // Once without measuring: what the process needs for any stream is there from then on.
    await openAll();
    for (const socket of sockets.splice(0)) socket.destroy();
    await pause(500);
    const before = (await parvis.measure()).memory;
    await openAll();
    const open = (await parvis.measure()).memory;
    const bytes = (open - before) / count;

    /** CPU microseconds for each delivery that could be, until it was made. */
    const costOf = async (happening: typeof customers, deliveries: number) => {
      const start = (await parvis.measure()).cpu;
      left = deliveries;
      const delivered = deliveries === 0 ? pause(100) : new Promise<void>((resolve) => (all = resolve));
      await parvis.act(happening);
      await delivered;
      return ((await parvis.measure('as it is')).cpu - start) / count;
    };
    const measured = await rounds({ told: () => costOf(heard, count), alone: () => costOf(unheard, 0) }, 21);
    const delivery = measured.told.map((cost, round) => (cost - measured.alone[round]!) / 15);
    const time = median(delivery);
    return [
      { what: 'Memory of an open stream', against: '16 kB', ratio: bytes / 16_000, ...atMost(1, bytes / 16_000) },
      {
        what: 'Time of a delivery',
        against: '15 µs',
        ratio: time,
        range: [Math.min(...delivery), Math.max(...delivery)],
        ...atMost(1, time),
      },
    ];
  } finally {
    for (const socket of sockets) socket.destroy();
    await parvis.stop();
  }
}
