/** Parvis with everything on, as it is served. */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { newId } from '../../packages/server/src/ids.ts';
import { append } from '../../packages/server/src/journal/append.ts';
import { readConfig } from '../../packages/server/src/config.ts';
import { serve } from '../../packages/server/src/main.ts';
import { recordSession } from '../../packages/server/src/session/session.rules.ts';
import { speak } from './channel.ts';
import { customersOf, type Asked as Customer } from './customers.ts';

const config = readConfig({ ...process.env, PARVIS_PORT: '0' });
const db = new Database(join(config.data, 'parvis.db'), { readonly: true });
const customers = customersOf(db, 200);
db.close();
const { url, services } = await serve(config);
const tokens = [];
for (const { companyId, customerId, contactId } of customers) {
  const scope = { kind: 'customer' as const, id: customerId };
  const session = await services.store.transaction((tx) => recordSession(tx, { companyId, contactId, scope }, null));
  const access = await services.tokens.issueAccessToken(session);
  if (access) tokens.push(access.accessToken);
}

/** Something happens to an intervention of each of these customers, and is written down in one commit. */
const happen = (to: Customer[]): Promise<void> =>
  services.store.transaction(function* (tx) {
    for (const { companyId, customerId } of to) {
      const subject = { type: 'intervention' as const, id: newId() };
      const audience = ['office', `customer:${customerId}`, `intervention:${subject.id}`] as const;
      yield* append(tx, { companyId, kind: 'intervention.changed', actor: 'system', subject, audience });
    }
  });
speak({ url, tokens, customers }, (customers) => happen(customers as Customer[]));
