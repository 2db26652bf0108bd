/** Parvis with everything on, as it is served. */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { readConfig } from '../../packages/server/src/config.ts';
import { serve } from '../../packages/server/src/main.ts';
import { recordSession } from '../../packages/server/src/session/session.rules.ts';
import { speak } from './channel.ts';
import { customersOf } from './customers.ts';

const config = readConfig({ ...process.env, PARVIS_PORT: '0' });
const db = new Database(join(config.data, 'parvis.db'), { readonly: true });
const customers = customersOf(db, 200);
db.close();
const { url, services } = await serve(config);
const tokens = [];
for (const { companyId, customerId, contactId } of customers) {
  const scope = { kind: 'customer' as const, id: customerId };
  const session = await services.store.transaction((tx) => recordSession(tx, { companyId, contactId, scope }, null));
  const access = await services.tokens.access(session.id);
  if (access) tokens.push(access.accessToken);
}
speak({ url, tokens, customers });
