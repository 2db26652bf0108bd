/**
 * A stakeholder's answers are the same byte for byte, tags included, whatever is commercial about their dossier. There is no table
 * of quotes, orders and invoices yet: all that there is of them is the key by which they will be told of.
 */
import { api, type ApiRoute } from '@parvis/sdk/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { features } from '../feature-set.ts';
import { append } from '../journal/append.ts';
import { schema } from '../schema.ts';
import { sqliteKit } from '../store/kit.ts';
import { photo } from '../testing/files.ts';
import { testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

/** What a stakeholder may read. */
const routes = (Object.keys(api) as ApiRoute[]).filter(
  (route) => route.startsWith('GET ') && features.policy[route].stakeholder,
);

/** Addresses of files and calendars carry a secret that is sealed anew each time. */
const plain = (text: string): string => text.replace(/"(next|url|thumbnailUrl|calendarUrl)":"[^"]*"/g, '"$1":""');

const askAll = async (as: SignedIn, params: Record<string, string>) =>
  Promise.all(
    routes.map(async (route) => {
      const path = route.slice('GET '.length).replace(/:(\w+)/, (_, name: string) => params[name]!);
      const headers = { authorization: `Bearer ${as.token}` };
      const response = await t.app.fetch(new Request(`${testUrl}/v1${path}`, { headers }));
      const told = [...response.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
      return { route, status: response.status, headers: told, body: plain(await response.text()) };
    }),
  );

/** A document, added by whoever asks. */
async function addedBy(as: SignedIn, dossierId: string): Promise<string> {
  const id = await upload(as);
  await t.ask('POST /dossiers/:dossierId/files', { as, params: { dossierId }, body: { fileIds: [id] } });
  return id;
}

async function upload(as: SignedIn): Promise<string> {
  const { body } = await t.ask('POST /files', { as, query: { name: 'plan.png' }, body: await photo('png') });
  return body.id;
}

it('answers of a dossier are the same with and without anything commercial in it', async () => {
  const company = await t.company();
  const { customer, contact } = await t.customer(company);
  const dossier = await t.dossier(company);
  await t.participant(dossier, customer);
  const stakeholder = await t.stakeholder(dossier);
  const { id: interventionId } = await t.intervention(customer, { dossierId: dossier.id, status: 'scheduled' });
  await t.message(dossier, { contactId: contact.id });
  const as = await t.link(stakeholder);
  const fileId = await addedBy(as, dossier.id);
  const brought = await upload(as);
  await t.ask('POST /dossiers/:dossierId/messages', {
    as,
    params: { dossierId: dossier.id },
    body: { fileIds: [brought] },
  });
  await t.told();
  const params = { dossierId: dossier.id, interventionId, stakeholderId: stakeholder.id, fileId };
  const without = await askAll(as, params);
  expect(without.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(7);
  await t.s.store.transaction((tx) =>
    append(tx, {
      companyId: company.id,
      kind: 'dossier.changed',
      actor: 'system',
      subject: { type: 'dossier', id: dossier.id },
      audience: [`dossier-commercial:${dossier.id}`],
      fields: ['quotes'],
    }),
  );
  await t.told();
  expect(await askAll(as, params)).toEqual(without);
  // What is said to them changes their answers.
  await t.message(dossier, { contactId: contact.id });
  await t.told();
  expect(await askAll(as, params)).not.toEqual(without);
});

it('is to be asked again with rows of commercial tables, once there are any', () => {
  const commercial = Object.keys(schema(sqliteKit)).filter((name) => /quote|order|invoice|commercial/i.test(name));
  expect(commercial).toEqual([]);
});
