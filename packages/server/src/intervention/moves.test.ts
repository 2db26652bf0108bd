import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { interventionStatus, type InterventionStatus } from '@parvis/sdk/contract';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: Awaited<ReturnType<TestApp['member']>>;
let technician: Awaited<ReturnType<TestApp['member']>>;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let link: SignedIn;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  technician = await t.member(company, { role: 'technician', firstName: 'Ali' });
  const made = await t.customer(company);
  customer = made.customer;
  link = await t.link(made.contact);
});

const window = { windowStart: '2026-12-03T08:00:00.000Z', windowEnd: '2026-12-03T10:00:00.000Z' };
const move = (as: SignedIn, interventionId: string, to: InterventionStatus, more: object = {}) =>
  t.ask('POST /interventions/:interventionId/moves', { as, params: { interventionId }, body: { to, ...more } });
const ask = async (as = link) => (await t.ask('POST /interventions', { as, body: { description: 'Fuite' } })).body;

describe('the course of an intervention', () => {
  it('goes from the request to the end of the work, each step a dated line', async () => {
    const { id, createdAt } = await ask();
    const accepted = await move(admin, id, 'to_schedule');
    expect(accepted.status).toBe(201);
    expect(accepted.body).toMatchObject({ status: 'to_schedule', assignee: { id: admin.id }, date: createdAt });
    const scheduled = await move(admin, id, 'scheduled', { ...window, assigneeId: technician.id });
    expect(scheduled.body).toMatchObject({
      status: 'scheduled',
      ...window,
      date: window.windowStart,
      assignee: { id: technician.id },
    });
    for (const to of ['en_route', 'in_progress', 'done'] as const)
      expect((await move(technician, id, to)).body.status).toBe(to);
    const { body } = await t.ask('GET /interventions/:interventionId', { as: link, params: { interventionId: id } });
    expect(body.moves.map(({ to, by }) => [to, by])).toEqual([
      ['requested', 'Éléonore Durand'],
      ['to_schedule', 'Nora'],
      ['scheduled', 'Nora'],
      ['en_route', 'Ali'],
      ['in_progress', 'Ali'],
      ['done', 'Ali'],
    ]);
    expect(await move(admin, id, 'signed')).toMatchObject({ status: 409, code: 'move-not-allowed' });
  });

  it.each([
    ['long before', '2099-12-03T08:00:00.000Z', '2099-12-03T10:00:00.000Z'],
    ['long after', '2020-12-03T08:00:00.000Z', '2020-12-03T10:00:00.000Z'],
  ])('bears the date of the day it was done, %s it was planned, and stands there in lists', async (_, start, end) => {
    const { id } = await ask();
    await move(admin, id, 'to_schedule');
    await move(admin, id, 'scheduled', { windowStart: start, windowEnd: end, assigneeId: technician.id });
    const second = await ask();
    for (const to of ['en_route', 'in_progress', 'done'] as const) await move(technician, id, to);
    const { body } = await t.ask('GET /interventions/:interventionId', { as: link, params: { interventionId: id } });
    expect(body).toMatchObject({ status: 'done', windowStart: start, windowEnd: end, date: body.moves.at(-1)!.at });
    const listed = await t.ask('GET /interventions', { as: link });
    expect(listed.body.items.map((each) => each.id)).toEqual([id, second.id]);
  });

  it('is planned at the instant that was meant, however it was written', async () => {
    const { id } = await ask();
    await move(admin, id, 'to_schedule');
    const written = { windowStart: '2026-12-03T09:00:00+01:00', windowEnd: '2026-12-03T10:00:00Z' };
    const { status, body } = await move(admin, id, 'scheduled', written);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...window, date: window.windowStart });
    // The last two lie in the years -1 and 10000, which stand in no order with others.
    for (const windowStart of [
      '2026-12-03',
      '2026-12-03T09:00:00',
      '2026-02-30T09:00:00Z',
      '3 décembre',
      '0000-01-01T00:00:00+23:59',
      '9999-12-31T23:59:59-00:01',
    ])
      expect(await move(admin, id, 'scheduled', { ...window, windowStart })).toMatchObject({
        status: 422,
        errors: [{ field: 'windowStart', code: 'invalid' }],
      });
  });

  it('leaves the inbox when it is scheduled, and comes back with it', async () => {
    const { id, createdAt } = await ask();
    const inbox = async () =>
      (await t.ask('GET /interventions', { as: admin, query: { inbox: true } })).body.items.length;
    await move(admin, id, 'to_schedule');
    expect(await inbox()).toBe(1);
    await move(admin, id, 'scheduled', window);
    expect(await inbox()).toBe(0);
    const { body } = await move(admin, id, 'to_schedule');
    expect(body).toMatchObject({ windowStart: null, windowEnd: null, date: createdAt, assignee: { id: admin.id } });
    expect(await inbox()).toBe(1);
  });

  it('keeps the owner it has, and takes the one it is given', async () => {
    const { id } = await ask();
    expect((await move(admin, id, 'to_schedule', { assigneeId: technician.id })).body.assignee!.id).toBe(technician.id);
    const { id: owned } = await t.intervention(customer, { assigneeId: technician.id });
    expect((await move(admin, owned, 'to_schedule')).body.assignee!.id).toBe(technician.id);
    const { id: program } = await ask();
    expect((await move(await t.key(company), program, 'to_schedule')).body.assignee).toBeNull();
  });

  it('is scheduled within a time window that ends after it starts', async () => {
    const { id } = await t.intervention(customer, { status: 'to_schedule' });
    const errors = async (more: object) => (await move(admin, id, 'scheduled', more)).errors;
    expect(await errors({})).toEqual([{ field: 'windowStart', code: 'required' }]);
    expect(await errors({ windowStart: window.windowStart })).toEqual([{ field: 'windowEnd', code: 'required' }]);
    expect(await errors({ windowStart: window.windowEnd, windowEnd: window.windowEnd })).toEqual([
      { field: 'windowEnd', code: 'not-after-start' },
    ]);
    const { id: nobody } = await t.member(await t.company());
    expect(await errors({ ...window, assigneeId: nobody })).toEqual([
      { field: 'assigneeId', code: 'unknown-reference' },
    ]);
    expect((await move(admin, id, 'cancelled', { reason: 'x', ...window })).errors).toEqual([
      { field: 'windowStart', code: 'not-of-this-move' },
    ]);
  });

  it('goes back to the shelf with whom it is given to named, so that a planning is taken back whole', async () => {
    const { id } = await t.intervention(customer, { status: 'to_schedule' });
    await move(admin, id, 'scheduled', { ...window, assigneeId: technician.id });
    const { status, body } = await move(admin, id, 'to_schedule', { assigneeId: null });
    expect([status, body.assignee, body.windowStart]).toEqual([201, null, null]);
    const { id: running } = await t.intervention(customer, { status: 'en_route' });
    expect((await move(admin, running, 'in_progress', { assigneeId: null })).errors).toEqual([
      { field: 'assigneeId', code: 'not-of-this-move' },
    ]);
  });

  it('is planned by nobody over what they had not seen, where the version they saw is named', async () => {
    const { id, version: seen } = (await move(admin, (await ask()).id, 'to_schedule')).body;
    const first = (await move(admin, id, 'scheduled', { ...window, version: seen })).body;
    const later = { windowStart: '2026-12-09T08:00:00.000Z', windowEnd: '2026-12-11T16:00:00.000Z' };
    expect(await move(admin, id, 'scheduled', { ...later, version: seen })).toMatchObject({
      status: 412,
      code: 'stale',
    });
    expect(await move(admin, id, 'cancelled', { reason: 'Réparée', version: seen })).toMatchObject({ code: 'stale' });
    const { body } = await t.ask('GET /interventions/:interventionId', { as: admin, params: { interventionId: id } });
    expect(body).toMatchObject({ status: 'scheduled', ...window, version: first.version });
    expect((await move(admin, id, 'scheduled', { ...later, version: first.version })).body).toMatchObject(later);
  });

  it('takes one of two plannings made at once from the same version', async () => {
    const { id, version } = (await move(admin, (await ask()).id, 'to_schedule')).body;
    const answers = await Promise.all(
      [8, 9, 10, 11].map((hour) =>
        move(admin, id, 'scheduled', {
          windowStart: `2026-12-03T${String(hour).padStart(2, '0')}:00:00.000Z`,
          windowEnd: '2026-12-03T12:00:00.000Z',
          version,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 412, 412, 412]);
  });

  it('is cancelled with its reason', async () => {
    const { id } = await t.intervention(customer, { status: 'in_progress' });
    for (const reason of [undefined, ' '])
      expect((await move(admin, id, 'cancelled', { reason })).errors).toEqual([{ field: 'reason', code: 'required' }]);
    const { body } = await move(admin, id, 'cancelled', { reason: 'Pièce introuvable' });
    expect(body.moves.at(-1)).toMatchObject({ to: 'cancelled', reason: 'Pièce introuvable', at: body.date });
    expect(body.can).toEqual(['reopen', 'copy', 'archive', 'bin']);
  });

  it('is the customer’s to cancel as long as nobody accepted it, and no other step is', async () => {
    const { id } = await ask();
    expect(await move(link, id, 'to_schedule')).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await move(link, id, 'cancelled', { reason: 'Réparé' })).body).toMatchObject({
      status: 'cancelled',
      can: [],
    });
    const accepted = await t.intervention(customer, { status: 'to_schedule' });
    expect(await move(link, accepted.id, 'cancelled', { reason: 'x' })).toMatchObject({
      status: 409,
      code: 'move-not-allowed',
    });
  });

  it('is not a technician’s before it is given to them, nor the office’s steps once it is', async () => {
    const { id } = await t.intervention(customer, { status: 'scheduled' });
    expect((await move(technician, id, 'en_route')).status).toBe(404);
    const { id: own } = await t.intervention(customer, { status: 'scheduled', assigneeId: technician.id });
    expect((await move(technician, own, 'to_schedule')).status).toBe(403);
    expect((await move(technician, own, 'cancelled', { reason: 'x' })).status).toBe(403);
    expect((await move(technician, own, 'en_route')).status).toBe(201);
  });

  it('takes one of two moves made at the same moment', async () => {
    const { id } = await ask();
    const moves = await Promise.all([move(admin, id, 'to_schedule'), move(link, id, 'cancelled', { reason: 'x' })]);
    expect(new Set(moves.map(({ status }) => status))).toEqual(new Set([201, 409]));
  });

  it('is told to the journal, with the names of what changed', async () => {
    const { id } = await ask();
    const before = t.s.journal.position(company.id);
    await move(admin, id, 'to_schedule');
    const entries = await t.s.journal.after(company.id, before, 10);
    expect(entries.filter(({ kind }) => kind === 'intervention.moved')).toMatchObject([
      {
        subjectId: id,
        audience: ['office', `customer:${customer.id}`, `intervention:${id}`, `member:${admin.id}`],
        fields: ['status', 'assigneeId'],
      },
    ]);
  });
});

/** docs: domain, States. Written down here a second time, by hand: the table of acts is what is tested. */
const ways: Record<InterventionStatus, InterventionStatus[]> = {
  requested: ['to_schedule', 'cancelled'],
  to_schedule: ['scheduled', 'cancelled', 'requested'],
  scheduled: ['scheduled', 'to_schedule', 'en_route', 'cancelled'],
  en_route: ['in_progress', 'cancelled', 'scheduled'],
  in_progress: ['done', 'cancelled', 'en_route'],
  done: ['in_progress'],
  signed: ['done'],
  cancelled: ['to_schedule'],
};

describe('whatever is asked, by whomever, in whatever order', () => {
  it('an intervention stays on its ways, and its lines tell where it went', async () => {
    const people = { admin, technician, link, key: await t.key(company), stranger: await t.member(await t.company()) };
    const step = fc.record({
      who: fc.constantFrom(...(Object.keys(people) as (keyof typeof people)[])),
      to: fc.constantFrom(...interventionStatus.options),
      window: fc.boolean(),
      reason: fc.option(fc.constantFrom('', 'Changé d’avis'), { nil: undefined }),
      give: fc.option(fc.constantFrom(technician.id, admin.id), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        // One contact may ask for so many an hour, and this asks for more.
        const { id } = await ask(await t.link(await t.contact(customer)));
        const went: InterventionStatus[] = ['requested'];
        for (const { who, to, reason, give, ...asked } of steps) {
          const more = { reason, ...(asked.window && window), ...(give && { assigneeId: give }) };
          const { status, body } = await move(people[who], id, to, more);
          expect([201, 403, 404, 409, 422]).toContain(status);
          if (status !== 201) continue;
          expect(ways[went.at(-1)!]).toContain(to);
          went.push(to);
          expect(body.status).toBe(to);
          const hasEnded = to === 'done' || to === 'cancelled';
          expect(body.date).toBe(hasEnded ? body.moves.at(-1)!.at : (body.windowStart ?? body.createdAt));
          if (to === 'scheduled') expect(body.windowStart).not.toBeNull();
          if (to === 'cancelled') expect(body.moves.at(-1)!.reason).toBeTruthy();
        }
        const { body } = await t.ask('GET /interventions/:interventionId', {
          as: admin,
          params: { interventionId: id },
        });
        expect(body.moves.map(({ to }) => to)).toEqual(went);
        expect(body.status).toBe(went.at(-1));
        for (const act of body.can) expect(['signed', 'cancelled']).not.toContain(act);
      }),
      { numRuns: 40 },
    );
  });

  it('what `can` promises is done, and what it does not is refused', async () => {
    const people = { admin, technician, link };
    const acts = {
      accept: 'to_schedule',
      schedule: 'scheduled',
      unschedule: 'to_schedule',
      set_en_route: 'en_route',
      start: 'in_progress',
      finish: 'done',
      cancel: 'cancelled',
    } as const;
    for (const status of interventionStatus.options)
      for (const [who, as] of Object.entries(people))
        for (const [act, to] of Object.entries(acts)) {
          const { id } = await t.intervention(customer, { status, assigneeId: technician.id });
          const { body } = await t.ask('GET /interventions/:interventionId', { as, params: { interventionId: id } });
          const isOfAnotherAct =
            act === 'accept' ? status === 'scheduled' : act === 'unschedule' && status === 'requested';
          if (isOfAnotherAct) continue;
          const answer = await move(as, id, to, {
            ...(act === 'schedule' && window),
            ...(act === 'cancel' && { reason: 'x' }),
          });
          const promised = (body.can as string[]).includes(act);
          expect([who, status, act, answer.status === 201]).toEqual([who, status, act, promised]);
        }
  });
});
