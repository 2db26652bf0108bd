import { setImmediate as breathe } from 'node:timers/promises';
import { and, count, eq, max } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { insertRow } from '../edit.ts';
import { newId } from '../ids.ts';
import { one, run } from '../store/store.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import { atOnce } from '../work/intervention.batch.ts';
import { backfill, startBackfills } from './intervention.backfill.ts';
import { searchedInterventions } from '../work/intervention.search.ts';

/** A batch, another, and a part of a third. */
const many = 2 * atOnce + 50;

let t: TestApp;
let company: { id: string };
let admin: SignedIn;
let customer: { id: string };
let field: { id: string };

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer } = await t.customer(company, { firstName: 'Rose', lastName: 'Merle' }));
  field = (await t.ask('POST /fields', { as: admin, body: { label, kind: 'text', required: true } })).body;
  await fill(many);
});

const label = { fr: 'Étage', en: 'Floor' };

/** Interventions like the first one: of this customer, of the type « repair », with the compulsory field open. */
async function fill(total: number) {
  const key = await t.key(company);
  const { body: first } = await t.ask('POST /interventions', {
    as: key,
    body: { customerId: customer.id, description: 'Fuite', type: 'repair' },
  });
  await t.s.store.transaction(function* (tx) {
    const { companies, interventions: i } = tx.t;
    const row = (yield* one(tx.select().from(i).where(eq(i.id, first.id))))!;
    for (let n = 1; n < total; n++)
      yield* insertRow(tx, 'interventions', { ...row, id: newId(), number: row.number + n });
    yield* run(
      tx
        .update(companies)
        .set({ interventionNumber: row.number + total - 1 })
        .where(eq(companies.id, company.id)),
    );
  });
}

const counts = async () => (await t.ask('GET /interventions/counts', { as: admin })).body;
const relax = (ifMatch = 1) =>
  t.ask('PATCH /fields/:fieldId', {
    as: admin,
    params: { fieldId: field.id },
    ifMatch,
    body: { required: false },
  });
const rename = (lastName: string, ifMatch = 1) =>
  t.ask('PATCH /customers/:customerId', {
    as: admin,
    params: { customerId: customer.id },
    ifMatch,
    body: { lastName },
  });
/** How many have this word, as the search has it. */
const withWord = async (word: string) => {
  const { searchWords: w } = t.s.store.t;
  const [found] = await t.s.store.read
    .select({ count: count() })
    .from(w)
    .where(and(eq(w.companyId, company.id), eq(w.kind, searchedInterventions.letter), eq(w.word, word)));
  return found!.count;
};
const left = async () => await t.s.store.read.select().from(t.s.store.t.backfills);

describe('of very many interventions', () => {
  it('none is held up by a field that is no longer compulsory; all are completed, in the version they have', async () => {
    expect((await counts()).incomplete).toBe(many);
    expect((await relax()).status).toBe(200);
    expect((await counts()).incomplete).toBe(many);
    await backfill(t.s);
    expect((await counts()).incomplete).toBe(0);
    const { interventions: i } = t.s.store.t;
    const [row] = await t.s.store.read
      .select({ version: max(i.version) })
      .from(i)
      .where(eq(i.companyId, company.id));
    expect(row!.version).toBe(1);
    const entries = await t.s.journal.after(company.id, 0, 1_000);
    expect(entries.at(-1)).toMatchObject({ kind: 'field.changed', actor: 'system', fields: ['incomplete'] });
    expect(await left()).toEqual([]);
  });

  it('those stay marked of which another field is open', async () => {
    await t.ask('POST /fields', {
      as: admin,
      body: { label: { fr: 'Code', en: 'Code' }, kind: 'text', required: true },
    });
    await relax();
    await backfill(t.s);
    expect((await counts()).incomplete).toBe(many);
  });

  it('all are found by the new name of their customer, however often it changes meanwhile', async () => {
    await rename('Grive');
    const stopping = new AbortController();
    const begun = backfill(t.s, stopping.signal);
    await breathe();
    stopping.abort();
    await begun;
    await rename('Pinson', 2);
    await backfill(t.s);
    expect([await withWord('grive'), await withWord('pinson')]).toEqual([0, many]);
  });

  it('all are found by the new name of their type, by several servers at work', async () => {
    const { version, types } = (await t.ask('GET /company', { as: admin })).body;
    const renamed = types.map((type: { key: string }) =>
      type.key === 'repair' ? { ...type, label: { fr: 'Urgence', en: 'Emergency' } } : type,
    );
    await t.ask('PATCH /company', { as: admin, ifMatch: version, body: { types: renamed } });
    await Promise.all([backfill(t.s), backfill(t.s)]);
    expect(await withWord('urgence')).toBe(many);
    expect(await left()).toEqual([]);
  });

  it('what a stopped server left is done by the next one, which the journal wakes as well', async () => {
    await rename('Grive');
    const backfills = startBackfills(t.s);
    onTestFinished(() => backfills.stop());
    await expect.poll(() => withWord('grive')).toBe(many);
    await rename('Pinson', 2);
    await expect.poll(() => withWord('pinson')).toBe(many);
  });
});
