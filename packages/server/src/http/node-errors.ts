/**
 * Node errors: requests that Node answers before any route sees them: what is no HTTP, has too many headers, or does not
 * end. Node would say the status alone; here it is said as every other refusal is, with a code.
 */
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { RequestError } from '@hono/node-server';
import { Problem } from '../problem.ts';
import { problemDocument, problemHeaders, problemResponse } from './problems.ts';

const malformed = (detail: string) => new Problem('malformed', { detail });

export function answerNodeErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (mayStillAnswer(socket)) socket.write(written(problemOf(error)));
    socket.destroySoon();
  });
  server.on('connect', (_request, socket) => {
    socket.on('error', () => {});
    socket.end(written(new Problem('method-not-allowed', { detail: 'This is no proxy.' })));
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const problem = new Problem('expectation-failed', { detail: '100-continue alone is expected of us.' });
    const { headers, document } = wire(problem);
    response.writeHead(problem.status, headers).end(document);
  });
}

/** For node-server: what it cannot make a request of, having no Host, or an address that is none. */
export const errorHandler = (error: unknown): Response =>
  problemResponse(
    error instanceof RequestError
      ? malformed('The address or the Host header of the request cannot be read.')
      : new Problem('internal'),
    {},
  );

function problemOf({ code = '' }: NodeJS.ErrnoException): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('headers-too-large', { detail: 'The headers may have 16 kB together.' });
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new Problem('too-large', { detail: 'The chunks of the body say too much beside it.' });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('request-timeout', { detail: 'The request did not end in time.' });
    default:
      return malformed('This is no HTTP request.');
  }
}

/**
 * Not into an answer that has begun: its reader would take this for a part of it. As Node does it, where nobody listens.
 */
function mayStillAnswer(socket: Socket & { _httpMessage?: ServerResponse | null }): boolean {
  return socket.writable && socket._httpMessage?.headersSent !== true;
}

function wire(problem: Problem) {
  const document = problemDocument(problem);
  const length = Buffer.byteLength(document);
  return { document, headers: { ...problemHeaders(problem), 'content-length': length, connection: 'close' } };
}

function written(problem: Problem): string {
  const { headers, document } = wire(problem);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n${document}`;
}
