/** The developer of an ERP: writes in bulk under their own identifiers, and reads what changed. */
import { createClient, type Client } from '@parvis/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { companyClient } from './company-client.ts';
import { startParvis, type Parvis } from './parvis.ts';

let parvis: Parvis;
let erp: Client;
beforeAll(async () => {
  parvis = await startParvis();
  erp = companyClient(parvis);
});
afterAll(() => parvis.remove());

const each = <Row>(row: (n: number) => Row) => Array.from({ length: 500 }, (_, n) => row(n));
const address = { line1: '1 rue du Port', postalCode: '69009', city: 'Lyon' };
const batches = {
  customers: (suffix = '') =>
    erp.customers.batch(
      each((n) => ({ externalId: `C-${n}`, kind: 'organization', lastName: `Copropriété ${n}${suffix}`, address })),
    ),
  contacts: () =>
    erp.contacts.batch(
      each((n) => ({
        externalId: `P-${n}`,
        customerExternalId: `C-${n}`,
        lastName: `Gardien ${n}`,
        email: `gardien-${n}@copro.example`,
      })),
    ),
  sites: () =>
    erp.sites.batch(
      each((n) => ({ externalId: `S-${n}`, customerExternalId: `C-${n}`, name: `Bâtiment ${n}`, address })),
    ),
  equipment: () =>
    erp.equipment.batch(
      each((n) => ({
        externalId: `E-${n}`,
        customerExternalId: `C-${n}`,
        siteExternalId: `S-${n}`,
        kind: 'Chaudière',
      })),
    ),
  interventions: () =>
    erp.interventions.batch(
      each((n) => ({
        externalId: `I-${n}`,
        customerExternalId: `C-${n}`,
        siteExternalId: `S-${n}`,
        description: `Entretien annuel ${n}`,
      })),
    ),
};
/** How many rows came out how. */
const outcomes = async (answer: ReturnType<(typeof batches)['customers']>) => {
  const counts: Record<string, number> = {};
  for (const { outcome } of (await answer).results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};
const allChanges = async (cursor?: string) => {
  const items = [];
  for (;;) {
    const page = await erp.changes.read({ cursor, limit: 500 });
    // Thumbnails of the demo's pictures may be made meanwhile.
    items.push(...page.items.filter(({ subject }) => subject.type !== 'file'));
    cursor = page.next;
    if (page.items.length === 0) return { items, cursor };
  }
};

test('five hundred rows a call are created, left alone when sent again, updated when they differ, and told of', async () => {
  const { cursor } = await allChanges();
  for (const name of Object.keys(batches) as (keyof typeof batches)[]) {
    expect(await outcomes(batches[name]()), name).toEqual({ created: 500 });
    expect(await outcomes(batches[name]()), name).toEqual({ unchanged: 500 });
  }
  expect(await outcomes(batches.customers(' bis'))).toEqual({ updated: 500 });

  // What came since, each once, in order; a cursor of the middle goes on from there.
  const { items } = await allChanges(cursor);
  const kinds: Record<string, number> = {};
  for (const { kind } of items) kinds[kind] = (kinds[kind] ?? 0) + 1;
  expect(kinds).toEqual({
    'customer.created': 500,
    'contact.created': 500,
    'site.created': 500,
    'equipment.created': 500,
    'intervention.created': 500,
    'customer.changed': 500,
  });
  const first = await erp.changes.read({ cursor, limit: 100 });
  const { items: others } = await allChanges(first.next);
  const subjects = (changes: typeof items) => changes.map(({ kind, subject }) => `${kind} ${subject.id}`);
  expect(subjects(others)).toEqual(subjects(items).slice(-others.length));
  expect(others.length).toBeGreaterThanOrEqual(items.length - 100);
  expect(cursor).toMatch(/^[\w-]{16,}$/);
});

test('a row that is wrong is refused for itself', async () => {
  const { results } = await erp.customers.batch([
    { externalId: 'X-1', kind: 'person', lastName: 'Bonnet', address },
    { externalId: 'X-2', kind: 'person', lastName: '', address },
  ]);
  expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'refused']);
  expect(results[1]?.problem?.errors.map(({ field }) => field)).toEqual(['lastName']);
});

test('a revoked or invented key opens nothing', async () => {
  const wrong = createClient({ api: parvis.url, apiKey: 'parvis_key_invented' });
  await expect(wrong.customers.list().page()).rejects.toMatchObject({ status: 401, code: 'unauthorized' });
});
