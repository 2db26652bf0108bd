import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: Awaited<ReturnType<TestApp['member']>>;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  await t.customer(company, { externalId: 'C1' });
});

const write = async (past: object, more: object = {}) => {
  const rows = [{ externalId: 'I1', customerExternalId: 'C1', description: 'Circulateur', past, ...more }];
  const { body } = await t.ask('POST /interventions/batch', { as: admin, body: { rows } });
  return body.results[0]!;
};
const found = async () => {
  const { body } = await t.ask('GET /interventions', { as: admin, query: { externalId: 'I1' } });
  return body.items;
};

describe('an intervention that was over before', () => {
  it('is written with its state and its dates, tells its course, and waits for nobody', async () => {
    const { id } = await write({ status: 'done', createdAt: '2024-02-28T10:00:00+01:00', at: '2024-03-04T10:30:00Z' });
    expect(await found()).toMatchObject([{ id, status: 'done', date: '2024-03-04T10:30:00.000Z', windowStart: null }]);
    const { body } = await t.ask('GET /interventions/:interventionId', { as: admin, params: { interventionId: id! } });
    expect(body.moves.map(({ to, at }) => [to, at])).toEqual([
      ['to_schedule', '2024-02-28T09:00:00.000Z'],
      ['done', '2024-03-04T10:30:00.000Z'],
    ]);
    const { body: counts } = await t.ask('GET /interventions/counts', { as: admin });
    expect(counts.inbox).toBe(0);
    const { body: outbox } = await t.ask('GET /outbox', { as: admin });
    expect(outbox.items).toEqual([]);
  });

  it('may have been cancelled, for a reason', async () => {
    const at = '2024-03-04T10:30:00Z';
    // Of marks that nobody sees it says nothing.
    for (const reason of [undefined, '', ' ', '\u200b\u202e'])
      expect((await write({ status: 'cancelled', at, reason })).problem?.errors).toEqual([
        { field: 'past.reason', code: 'required' },
      ]);
    await write({ status: 'cancelled', at, reason: 'Vendu' });
    expect(await found()).toMatchObject([{ status: 'cancelled' }]);
  });

  it('lies in the past, in order', async () => {
    const at = '2024-03-04T10:30:00Z';
    const later = '2999-01-01T00:00:00Z';
    const refusals = [
      [{ at: later }, 'past.at', 'in-the-future'],
      [{ at, createdAt: later }, 'past.createdAt', 'in-the-future'],
      [{ at, createdAt: '2024-03-05T00:00:00Z' }, 'past.at', 'not-after-start'],
      [{ at, windowStart: at }, 'past.windowEnd', 'required'],
      [{ at, windowStart: at, windowEnd: at }, 'past.windowEnd', 'not-after-start'],
    ] as const;
    for (const [past, field, code] of refusals)
      expect((await write({ status: 'done', ...past })).problem?.errors).toEqual([{ field, code }]);
    expect((await write({ status: 'signed', at })).outcome).toBe('refused');
    expect(await found()).toEqual([]);
  });

  it('keeps what became of it since, when the same row is sent again', async () => {
    const past = { status: 'done', at: '2024-03-04T10:30:00Z' };
    await write(past);
    expect((await write(past)).outcome).toBe('unchanged');
    expect((await write({ ...past, at: '2024-03-05T10:30:00Z' }, { description: 'Autre' })).outcome).toBe('updated');
    expect(await found()).toMatchObject([{ description: 'Autre', date: '2024-03-04T10:30:00.000Z' }]);
  });
});

describe('what bears an identifier of the company’s own programs', () => {
  it.each(['GET /customers', 'GET /sites', 'GET /equipment', 'GET /interventions'] as const)(
    'is found by it alone: %s',
    async (route) => {
      const { customer } = await t.customer(company, { externalId: 'X7' });
      await t.site(customer, { externalId: 'X7' });
      await t.equipment(customer, { externalId: 'X7' });
      await t.intervention(customer, { externalId: 'X7' });
      const asked = async (externalId: string, as = admin) =>
        (await t.ask(route, { as, query: { externalId } })).body.items.length;
      expect([await asked('X7'), await asked('x'), await asked('X7', await t.member(await t.company()))]).toEqual([
        1, 0, 0,
      ]);
    },
  );
});
