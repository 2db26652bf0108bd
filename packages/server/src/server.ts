/** The HTTP server around the app: its limits in time, and a stop that lets finish what was begun. */
import { createServer, ServerResponse, type IncomingMessage, type Server, type ServerOptions } from 'node:http';
import { Server as TcpServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { ConfigError } from './config.ts';
import { errorHandler, answerNodeErrors } from './http/node-errors.ts';

export interface HttpServer {
  port: number;
  /**
   * From here on requests are answered; those that came before have waited. `https`: browsers are told to come by HTTPS
   * alone from then on (RFC 6797).
   */
  answer(fetch: (request: Request, env: never) => Response | Promise<Response>, https?: boolean): void;
  /** Takes no more requests; resolves when those under way are answered, or were cut off after `grace`. */
  stop(grace?: number): Promise<void>;
}

const seconds = 1000;

/** How long a connection may still bring a request once the server stops. */
const lastRequests = 1 * seconds;

const defaultLimits: ServerOptions = {
  // Refused with a code (`http/node-errors.ts`), not by Node without one.
  requireHostHeader: false,
  headersTimeout: 10 * seconds,
  // Long enough for 25 MB from a telephone.
  requestTimeout: 300 * seconds,
  connectionsCheckingInterval: 5 * seconds,
  // Longer than what usual proxies keep theirs: they close first, and never send into a closing connection.
  keepAliveTimeout: 65 * seconds,
};

/**
 * A reader that has stopped reading holds a connection, and perhaps an open file. Live streams beat every twenty seconds.
 */
const idleMillis = 300 * seconds;

const headersOfAll = { 'x-content-type-options': 'nosniff' };
const headersOfHttps = { ...headersOfAll, 'strict-transport-security': 'max-age=31536000' };

/** What watches a server asks it by its address, often without a Host; nothing of these answers depends on one. */
const probes = new Set(['/healthz', '/readyz']);

/** Listens at once, so that a port in use is known before anything else is begun. */
export async function openServer(
  host: string,
  port: number,
  limits: ServerOptions = {},
  /** The variable that named the address, where it is not PARVIS_HOST and PARVIS_PORT. */
  variable?: string,
): Promise<HttpServer> {
  let ready: (listener: ReturnType<typeof getRequestListener>) => void;
  const listening = new Promise<ReturnType<typeof getRequestListener>>((resolve) => (ready = resolve));
  let headers: Record<string, string> = headersOfAll;
  /** Says what every answer says, whoever made it: the one place that all of them go through. */
  class Answer<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
    override writeHead(status: number, ...more: unknown[]): this {
      const own = more.pop();
      const all = typeof own === 'object' && !Array.isArray(own) ? { ...headers, ...own } : (own ?? headers);
      return super.writeHead(status, ...([...more, all] as [Record<string, string>]));
    }
  }
  const server = createServer({ ...defaultLimits, ...limits, ServerResponse: Answer });
  server.setTimeout(idleMillis);
  answerNodeErrors(server);
  const wait = (...call: Parameters<ReturnType<typeof getRequestListener>>) =>
    void listening.then((listener) => listener(...call));
  server.on('request', wait);
  await listen(server, host, port, variable);

  return {
    port: (server.address() as AddressInfo).port,
    answer(fetch, https = false) {
      if (https) headers = headersOfHttps;
      const listener = getRequestListener(fetch as Parameters<typeof getRequestListener>[0], { errorHandler });
      const named: typeof listener = (incoming, outgoing) => {
        if (!server.listening) outgoing.setHeader('connection', 'close');
        if (!incoming.headers.host && probes.has(incoming.url ?? '')) incoming.headers.host = 'localhost';
        return listener(incoming, outgoing);
      };
      ready(named);
      server.off('request', wait);
      server.on('request', named);
    },
    stop: (grace = 8 * seconds) => stop(server, grace),
  };
}

function listen(server: Server, host: string, port: number, variable?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port, variable)));
    server.listen(port, host, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number, variable?: string): Error {
  const [hostName, portName] = [variable ?? 'PARVIS_HOST', variable ?? 'PARVIS_PORT'];
  const sentence = {
    EADDRINUSE: `${portName} ${port} is in use by another program: stop it, or set another port.`,
    EACCES: `${portName} ${port} may not be used by this account: set a port from 1024 on.`,
    EADDRNOTAVAIL: `${hostName} ${host} is no address of this machine.`,
    ENOTFOUND: `${hostName} ${host} is no address of this machine.`,
  }[error.code ?? ''];
  return sentence === undefined ? error : new ConfigError(sentence);
}

async function stop(server: Server, grace: number): Promise<void> {
  // Closing the HTTP server would cut connections that look idle, on which a request may be under way to us: those are
  // listened to for a moment more, and what they still ask is answered with the news that they end.
  const closed = new Promise<void>((resolve) => void TcpServer.prototype.close.call(server, () => resolve()));
  const over = new AbortController();
  const finished = closed.finally(() => over.abort());
  // A connection that is kept alive becomes idle only after its answer: looked for again and again.
  const until = performance.now() + Math.min(lastRequests, grace);
  const idle = setInterval(() => {
    if (performance.now() >= until) server.closeIdleConnections();
  }, 50);
  const cut = pause(grace, undefined, { signal: over.signal }).then(
    () => server.closeAllConnections(),
    () => {},
  );
  await Promise.race([finished, cut]);
  clearInterval(idle);
}
