/** Stands between a store and PostgreSQL, and can go silent as a lost machine does: nothing is answered, nothing is closed. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Proxy {
  /** Of the same database, by way of the proxy. */
  url: string;
  /** The connections there are say nothing any more; new ones are as usual. */
  silence(): void;
  close(): Promise<void>;
}

export const startProxy = async (url: string): Promise<Proxy> => {
  const { hostname, port } = new URL(url);
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    pairs.add([near, far]);
    near.pipe(far);
    far.pipe(near);
    for (const socket of [near, far]) socket.on('error', () => {});
    near.on('close', () => far.destroy());
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const proxied = new URL(url);
  proxied.port = String((server.address() as AddressInfo).port);
  return {
    url: proxied.href,
    silence() {
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
        // Read, so that no buffer fills up and says something after all.
        near.resume();
        far.resume();
      }
    },
    async close() {
      for (const sockets of pairs) for (const socket of sockets) socket.destroy();
      await new Promise((closed) => void server.close(closed));
    },
  };
};
