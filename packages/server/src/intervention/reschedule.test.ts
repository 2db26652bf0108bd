import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;
let made: Awaited<ReturnType<TestApp['customer']>>;
let link: SignedIn;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  made = await t.customer(company);
  link = await t.link(made.contact);
});

const window = { windowStart: '2026-12-03T08:00:00.000Z', windowEnd: '2026-12-03T10:00:00.000Z' };
const later = { windowStart: '2026-12-07T08:00:00.000Z', windowEnd: '2026-12-07T10:00:00.000Z' };
const planned = (more: object = {}) => t.intervention(made.customer, { status: 'scheduled', ...window, ...more });
const request = (interventionId: string, wish: string, more: object = {}) =>
  t.ask('POST /interventions/:interventionId/reschedule-requests', {
    as: link,
    params: { interventionId },
    body: { wish },
    ...more,
  });
const refuse = (interventionId: string, ifMatch: number | undefined, as = admin) =>
  t.ask('POST /interventions/:interventionId/reschedule-requests/refusals', {
    as,
    params: { interventionId },
    ...(ifMatch !== undefined && { ifMatch }),
  });
const keep = async (interventionId: string, as = admin) =>
  refuse(interventionId, (await read(interventionId)).version, as);
const move = (interventionId: string, body: object) =>
  t.ask('POST /interventions/:interventionId/moves', { as: admin, params: { interventionId }, body });
const requestsOf = (interventionId: string) => {
  const { rescheduleRequests: r } = t.s.store.t;
  return t.s.store.read
    .select({ wish: r.wish, outcome: r.outcome })
    .from(r)
    .where(and(eq(r.companyId, company.id), eq(r.interventionId, interventionId)));
};
const read = async (interventionId: string, as = admin) =>
  (await t.ask('GET /interventions/:interventionId', { as, params: { interventionId } })).body;

describe('a customer who cannot be there', () => {
  it('says when they could instead: the office has it in its list and on the intervention', async () => {
    const { id } = await planned();
    expect((await read(id, link)).can).toContain('request_reschedule');
    const { status, body } = await request(id, 'Plutôt jeudi matin');
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'scheduled', ...window, rescheduleRequested: true });
    const seen = await read(id);
    expect(seen.reschedule).toMatchObject({ wish: 'Plutôt jeudi matin', by: made.contact.name, outcome: null });
    expect(seen.can).toContain('keep_appointment');
    const { items } = (await t.ask('GET /interventions', { as: admin })).body;
    expect(items).toMatchObject([{ id, rescheduleRequested: true }]);
  });

  it('is written into the journal, by its kind and without the words', async () => {
    const { id } = await planned();
    await request(id, 'Plutôt jeudi');
    const { items } = (await t.ask('GET /changes', { as: admin })).body;
    const entry = items.find(({ kind }) => kind === 'intervention.reschedule_requested');
    expect(entry).toMatchObject({ subject: { type: 'intervention', id }, fields: ['rescheduleRequested'] });
    expect(JSON.stringify(items)).not.toContain('jeudi');
  });

  it('is answered by a new time, or by keeping the one that is planned', async () => {
    const [moved, kept, same] = [await planned(), await planned(), await planned()];
    for (const { id } of [moved, kept, same]) await request(id, 'Jeudi');
    await move(moved.id, { to: 'scheduled', ...later });
    expect(await read(moved.id, link)).toMatchObject({
      rescheduleRequested: false,
      ...later,
      reschedule: { wish: 'Jeudi', outcome: 'rescheduled' },
    });
    expect((await keep(kept.id)).body).toMatchObject({ rescheduleRequested: false, reschedule: { outcome: 'kept' } });
    expect((await read(kept.id, link)).reschedule).toMatchObject({ outcome: 'kept' });
    await move(same.id, { to: 'scheduled', ...window });
    expect((await read(same.id, link)).reschedule).toMatchObject({ outcome: 'kept' });
    expect(await keep(kept.id)).toMatchObject({ status: 409, code: 'move-not-allowed' });
  });

  it('waits on while it is to be planned anew, and no longer once it is under way or cancelled', async () => {
    const [again, under, off] = [await planned(), await planned(), await planned()];
    for (const { id } of [again, under, off]) await request(id, 'Jeudi');
    await move(again.id, { to: 'to_schedule' });
    expect(await read(again.id)).toMatchObject({ rescheduleRequested: true, reschedule: { outcome: null } });
    expect((await read(again.id)).can).not.toContain('keep_appointment');
    await move(again.id, { to: 'scheduled', ...later });
    expect((await read(again.id)).reschedule).toMatchObject({ outcome: 'rescheduled' });
    await move(under.id, { to: 'en_route' });
    await move(off.id, { to: 'cancelled', reason: 'Réparé' });
    for (const { id } of [under, off])
      expect(await read(id)).toMatchObject({ rescheduleRequested: false, reschedule: { outcome: 'lapsed' } });
  });

  it('may say it anew: the last words count', async () => {
    const { id } = await planned();
    await request(id, 'Jeudi');
    await request(id, 'Vendredi');
    expect((await read(id)).reschedule).toMatchObject({ wish: 'Vendredi', outcome: null });
    await keep(id);
    expect((await read(id)).reschedule).toMatchObject({ wish: 'Vendredi', outcome: 'kept' });
  });

  it('is not refused unseen: who keeps the time names the version that they saw', async () => {
    const { id } = await planned();
    await request(id, 'Jeudi');
    const { version } = await read(id);
    await request(id, 'Vendredi');
    expect(await refuse(id, version)).toMatchObject({ status: 412, code: 'stale' });
    expect(await refuse(id, undefined)).toMatchObject({ status: 428, code: 'if-match-required' });
    expect(await read(id)).toMatchObject({
      rescheduleRequested: true,
      reschedule: { wish: 'Vendredi', outcome: null },
    });
    expect((await refuse(id, version + 1)).status).toBe(201);
  });

  it('may be two of one customer, at once: both are heard, and the last words count', async () => {
    const other = await t.link(made.contact);
    for (let n = 0; n < 6; n++) {
      const { id } = await planned();
      const both = await Promise.all([request(id, 'Jeudi'), request(id, 'Vendredi', { as: other })]);
      expect(both.map(({ status }) => status)).toEqual([201, 201]);
      const outcomes = (await requestsOf(id)).map(({ outcome }) => outcome);
      expect(outcomes).toHaveLength(2);
      expect(outcomes).toEqual(expect.arrayContaining([null, 'replaced']));
    }
  });

  it.each([{ to: 'cancelled', reason: 'Réparé' }, { to: 'en_route' }])(
    'waits for no answer where the appointment became another ($to) in the same moment',
    async (moved) => {
      for (let n = 0; n < 10; n++) {
        const { id } = await planned();
        const [asked, went] = await Promise.all([request(id, 'Jeudi'), move(id, moved)]);
        expect(went.status).toBe(201);
        const { rescheduleRequested, reschedule } = await read(id);
        expect({ rescheduleRequested, outcome: reschedule?.outcome }).toEqual({
          rescheduleRequested: false,
          outcome: asked.status === 201 ? 'lapsed' : undefined,
        });
        if (asked.status !== 201) expect(asked).toMatchObject({ status: 409, code: 'move-not-allowed' });
      }
    },
  );

  it('reads the answer in the head of the portal, until something else is asked', async () => {
    const { id } = await planned();
    const head = async () => (await t.ask('GET /portal', { as: link })).body.next;
    expect(await head()).toMatchObject({ id, rescheduleRequested: false, rescheduleOutcome: null });
    await request(id, 'Jeudi');
    expect(await head()).toMatchObject({ rescheduleRequested: true, rescheduleOutcome: null });
    await keep(id);
    expect(await head()).toMatchObject({ rescheduleRequested: false, rescheduleOutcome: 'kept' });
    await request(id, 'Vendredi');
    expect(await head()).toMatchObject({ rescheduleRequested: true, rescheduleOutcome: null });
    await move(id, { to: 'scheduled', ...later });
    expect(await head()).toMatchObject({ ...later, rescheduleRequested: false, rescheduleOutcome: 'rescheduled' });
    await move(id, { to: 'en_route' });
    expect(await head()).toMatchObject({ status: 'en_route', rescheduleOutcome: null });
  });

  it('is heard once for one key', async () => {
    const { id } = await planned();
    const idempotencyKey = newId();
    const [first, again] = [
      await request(id, 'Jeudi', { headers: { 'idempotency-key': idempotencyKey } }),
      await request(id, 'Jeudi', { headers: { 'idempotency-key': idempotencyKey } }),
    ];
    expect(again.body).toEqual(first.body);
    const { items } = (await t.ask('GET /changes', { as: admin })).body;
    expect(items.filter(({ kind }) => kind === 'intervention.reschedule_requested')).toHaveLength(1);
  });

  it('is told that it is too late, where nothing is planned or it is under way', async () => {
    for (const status of [
      'requested',
      'to_schedule',
      'en_route',
      'in_progress',
      'done',
      'signed',
      'cancelled',
    ] as const) {
      const { id } = await planned({ status });
      expect(await request(id, 'Jeudi')).toMatchObject({ status: 409, code: 'move-not-allowed' });
      expect((await read(id)).reschedule).toBeNull();
    }
  });

  it('says something, in a thousand characters', async () => {
    const { id } = await planned();
    for (const [wish, code] of [
      [' ', 'required'],
      ['x'.repeat(1001), 'too-long'],
    ] as const)
      expect(await request(id, wish)).toMatchObject({ status: 422, errors: [{ field: 'wish', code }] });
  });

  it('changes nothing where their access has ended meanwhile', async () => {
    const { id } = await planned();
    await t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: made.contact.id }, ifMatch: 1 });
    expect((await request(id, 'Jeudi')).status).toBe(401);
    expect(await read(id)).toMatchObject({ rescheduleRequested: false, reschedule: null });
  });

  it('takes what is left of their hour, by one link', async () => {
    const { id } = await planned();
    for (let n = 0; n < 20; n++) expect((await request(id, `Jour ${n}`)).status).toBe(201);
    expect(await request(id, 'Encore')).toMatchObject({ status: 429, code: 'hourly-limit' });
    expect((await read(id)).reschedule).toMatchObject({ wish: 'Jour 19' });
  });
});
