/** The limit: node:http, a prepared statement, JSON.stringify, and nobody checked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { speak } from './channel.ts';
import { customersOf, listStatement } from './customers.ts';

const db = new Database(join(process.env['PARVIS_DATA'] ?? '', 'parvis.db'), { readonly: true });
const list = db.prepare(listStatement);
const server = createServer((request, response) => {
  const [, , companyId, customerId] = (request.url ?? '').split('/');
  const body = JSON.stringify({ items: list.all(companyId, customerId, 20), next: null });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  speak({ url: `http://127.0.0.1:${port}`, tokens: [], customers: customersOf(db, 200) });
});
