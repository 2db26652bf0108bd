import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: Awaited<ReturnType<TestApp['member']>>;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer } = await t.customer(company));
});

describe('interventions in bulk', () => {
  const write = async (rows: object[]) => {
    const { status, body } = await t.ask('POST /interventions/batch', { as: admin, body: { rows } });
    expect(status).toBe(200);
    return body.results.map(({ outcome, problem }) => problem?.errors ?? outcome);
  };
  const row = (n: number, more: object = {}) => ({
    externalId: `I${n}`,
    customerExternalId: 'C1',
    description: `Bon ${n}`,
    ...more,
  });

  beforeEach(async () => {
    const { customer: known } = await t.customer(company, { externalId: 'C1' });
    await t.customer(company, { externalId: 'C2' });
    const site = await t.site(known, { externalId: 'S1' });
    await t.equipment(known, { externalId: 'E1', siteId: site.id });
    await t.site(customer, { externalId: 'S2' });
  });

  it('are created, changed or found unchanged, each row by itself', async () => {
    expect(
      await write([
        row(1, { equipmentExternalId: 'E1', type: 'repair' }),
        row(2, { siteExternalId: 'S2' }),
        row(3, { type: 'magic' }),
        row(4, { customerExternalId: 'C9' }),
        { externalId: 'I5', customerExternalId: 'C1' },
      ]),
    ).toEqual([
      'created',
      [{ field: 'siteExternalId', code: 'unknown-reference' }],
      [{ field: 'type', code: 'unknown-choice' }],
      [{ field: 'customerExternalId', code: 'unknown-reference' }],
      [{ field: 'description', code: 'required' }],
    ]);
    expect(await write([row(1, { siteExternalId: 'S1' }), row(1, { description: 'Bon 1 bis' })])).toEqual([
      'unchanged',
      'updated',
    ]);
    expect(await write([row(1, { customerExternalId: 'C2' })])).toEqual([
      [{ field: 'customerExternalId', code: 'of-another-customer' }],
    ]);
    const { body } = await t.ask('GET /interventions', { as: admin, query: { q: 'bis' } });
    expect(body.items).toMatchObject([
      { number: 1001, description: 'Bon 1 bis', siteName: 'Chalet', status: 'to_schedule' },
    ]);
  });

  it('leave what is signed as it is, and say so only when something would change', async () => {
    const known = await t.customer(company, { externalId: 'C7' });
    await t.intervention(known.customer, { externalId: 'I7', status: 'signed', description: 'Fini' });
    const signed = { externalId: 'I7', customerExternalId: 'C7', description: 'Fini' };
    expect(await write([signed])).toEqual(['unchanged']);
    const { body } = await t.ask('POST /interventions/batch', {
      as: admin,
      body: { rows: [{ ...signed, description: 'Autre' }] },
    });
    expect(body.results[0]).toMatchObject({ outcome: 'refused', problem: { code: 'move-not-allowed' } });
  });

  it('write 500 rows at once', async () => {
    const outcomes = await write(Array.from({ length: 500 }, (_, n) => row(n)));
    expect(new Set(outcomes)).toEqual(new Set(['created']));
  });
});
