/** A usual way to write the same list: Fastify, a JWT checked by jose, better-sqlite3. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fastify from 'fastify';
import { jwtVerify, SignJWT } from 'jose';
import { speak } from './channel.ts';
import { customersOf, listStatement } from './customers.ts';

const db = new Database(join(process.env['PARVIS_DATA'] ?? '', 'parvis.db'), { readonly: true });
const list = db.prepare(listStatement);
const secret = new TextEncoder().encode('a secret of the benchmark, long enough');
const app = fastify();
// oxlint-disable-next-line oxc/no-async-endpoint-handlers -- that rule is about Express; Fastify awaits its handlers
app.get('/v1/interventions', async (request) => {
  const { payload } = await jwtVerify((request.headers.authorization ?? '').slice('Bearer '.length), secret);
  return { items: list.all(payload['company'], payload.sub, 20), next: null };
});
const customers = customersOf(db, 200);
const tokens = await Promise.all(
  customers.map(({ companyId, customerId }) =>
    new SignJWT({ company: companyId }).setProtectedHeader({ alg: 'HS256' }).setSubject(customerId).sign(secret),
  ),
);
speak({ url: await app.listen({ port: 0, host: '127.0.0.1' }), tokens, customers });
