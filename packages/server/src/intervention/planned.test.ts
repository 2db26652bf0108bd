import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InterventionStatus } from '@parvis/sdk/contract';
import type { MemberViewer } from '../access/viewer.ts';
import { encodeCursor } from '../http/cursor.ts';
import { newId } from '../ids.ts';
import { openPlannedStore, type PlannedStore } from '../store/plans.testing.ts';
import { openUnusedStore, type TestStore } from '../testing/store.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import { listPlanned } from './intervention.planned.ts';

let t: TestApp;
beforeAll(async () => {
  // What is planned depends on how the files of a database lie.
  t = await testApp({}, openUnusedStore);
});
afterAll(() => t.close());

const at = (day: number, hour: number) => new Date(Date.UTC(2026, 11, day, hour)).toISOString();

async function office() {
  const company = await t.company();
  const admin = await t.member(company);
  const technician = await t.member(company, { role: 'technician' });
  const { customer, contact } = await t.customer(company);
  const plan = (
    number: number,
    [windowStart, windowEnd]: [string, string],
    status: InterventionStatus = 'scheduled',
    assigneeId: string | null = technician.id,
  ) => t.intervention(customer, { number, status, windowStart, windowEnd, date: windowStart, assigneeId });
  return { company, admin, technician, customer, contact, plan };
}
const planned = async (as: SignedIn, query: Record<string, string | number> = {}) => {
  const { body } = await t.ask('GET /interventions/planned', { as, query });
  return body.items.map(({ number }) => number);
};

describe('what is planned', () => {
  it('overlaps a period that it begins before and ends after, also over midnight and over days, and not one that it touches', async () => {
    const { admin, plan, technician } = await office();
    await plan(1, [at(7, 8), at(7, 10)]);
    await plan(2, [at(7, 22), at(8, 2)], 'en_route');
    await plan(3, [at(6, 8), at(9, 17)], 'in_progress', null);
    await plan(4, [at(8, 8), at(8, 10)], 'done');
    await plan(5, [at(8, 8), at(8, 10)], 'cancelled');
    await plan(6, [at(10, 8), at(10, 10)]);
    const between = (endsAfter: string, startsBefore: string, more = {}) =>
      planned(admin, { endsAfter, startsBefore, ...more });
    expect(await between(at(7, 9), at(7, 11))).toEqual([1, 3]);
    expect(await between(at(7, 10), at(7, 12))).toEqual([3]);
    expect(await between(at(7, 6), at(7, 8))).toEqual([3]);
    expect(await between(at(8, 0), at(9, 0))).toEqual([2, 3]);
    expect(await between(at(8, 0), at(9, 0), { assigneeId: technician.id })).toEqual([2]);
    expect(await planned(admin)).toEqual([1, 2, 3, 6]);
  });

  it('is late once its time window has ended, and counted so', async () => {
    const { admin, plan, technician } = await office();
    await plan(1, [at(7, 8), at(7, 10)], 'scheduled', null);
    await plan(2, [at(7, 8), at(7, 12)], 'in_progress');
    await plan(3, [at(7, 8), at(7, 10)], 'done');
    const late = async (as: SignedIn, lateAt: string) =>
      (await t.ask('GET /interventions/counts', { as, query: { lateAt } })).body.late;
    expect([await late(admin, at(7, 10)), await planned(admin, { endsBefore: at(7, 10) })]).toEqual([0, []]);
    expect([await late(admin, at(7, 11)), await planned(admin, { endsBefore: at(7, 11) })]).toEqual([1, [1]]);
    expect([await late(admin, at(8, 0)), await late(technician, at(8, 0))]).toEqual([2, 1]);
    const { body } = await t.ask('GET /interventions/counts', { as: admin });
    expect(body).toEqual({ inbox: 0, requested: 0, incomplete: 0, late: null });
  });

  it('is that of the company, of a technician their own, and of no customer', async () => {
    const { plan, technician, contact, admin } = await office();
    await plan(1, [at(7, 8), at(7, 10)]);
    await plan(2, [at(7, 8), at(7, 10)], 'scheduled', null);
    const stranger = await t.member(await t.company());
    expect([await planned(technician), await planned(stranger), await planned(admin)]).toEqual([[1], [], [1, 2]]);
    expect((await t.ask('GET /interventions/planned', { as: await t.link(contact) })).status).toBe(403);
  });

  it('comes in pages without a row twice or missed, many ending at once', async () => {
    const { admin, plan } = await office();
    for (let n = 0; n < 7; n++) await plan(n, [at(7, 8), at(7, 10 + (n % 2))]);
    const seen: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const { body } = await t.ask('GET /interventions/planned', {
        as: admin,
        query: { limit: 2, ...(cursor && { cursor }) },
      });
      seen.push(...body.items.map(({ number }) => number));
      cursor = body.next;
    }
    expect(seen).toEqual([0, 2, 4, 6, 1, 3, 5]);
  });
});

describe('its reading', () => {
  let planned: PlannedStore;
  beforeAll(async () => {
    planned = await openPlannedStore(t.s.store as TestStore);
  });
  afterAll(() => planned.close());

  it('goes through what is planned and not over alone, in the order in which it ends, whoever asks for what', async () => {
    const [companyId, id, sealer] = [newId(), newId(), t.s.sealer];
    const cursor = encodeCursor(sealer, 'interventions planned', [at(7, 8), id]);
    const periods = [
      {},
      { endsBefore: at(7, 8) },
      { endsAfter: at(7, 8), startsBefore: at(8, 8) },
      { endsAfter: at(7, 8), startsBefore: at(8, 8), assigneeId: id },
    ];
    for (const rights of [['see_all'], []])
      for (const period of periods)
        for (const from of [{}, { cursor }]) {
          const viewer = { kind: 'member', companyId, memberId: id, rights: new Set(rights) };
          const query = { ...period, ...from, limit: 50 };
          await listPlanned({ store: planned.store, sealer }, viewer as unknown as MemberViewer, query);
          const [plan] = await planned.plans();
          expect(plan).toMatchObject({ sorts: false, scans: [] });
          // What a technician has is found among their own.
          if (rights.length) expect(plan!.indexes).toContain('interventions_planned');
        }
  });
});
