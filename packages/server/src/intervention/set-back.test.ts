/** A mistake is taken back: a state back to the one before, a cancelled intervention reopened, or copied. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { interventionStatus, type InterventionStatus } from '@parvis/sdk/contract';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: Awaited<ReturnType<TestApp['member']>>;
let clerk: Awaited<ReturnType<TestApp['member']>>;
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
  clerk = await t.member(company, { role: 'office', firstName: 'Zoé', rights: { set_back: false } });
  technician = await t.member(company, { role: 'technician', firstName: 'Ali', rights: { set_back: true } });
  const made = await t.customer(company);
  customer = made.customer;
  link = await t.link(made.contact);
});

const reason = 'Erreur de saisie';
const window = { windowStart: '2026-12-03T08:00:00.000Z', windowEnd: '2026-12-03T10:00:00.000Z' };
const move = (as: SignedIn, interventionId: string, to: InterventionStatus, more: object = {}) =>
  t.ask('POST /interventions/:interventionId/moves', { as, params: { interventionId }, body: { to, ...more } });
const copy = async (as: SignedIn, interventionId: string, version?: number) =>
  t.ask('POST /interventions/:interventionId/copies', {
    as,
    params: { interventionId },
    ifMatch: version ?? (await read(as, interventionId)).version,
  });
const read = async (as: SignedIn, interventionId: string) =>
  (await t.ask('GET /interventions/:interventionId', { as, params: { interventionId } })).body;
const ask = async () => (await t.ask('POST /interventions', { as: link, body: { description: 'Fuite' } })).body;
const kinds = async (before: number) =>
  (await t.s.journal.after(company.id, before, 10)).map(({ kind, subjectId, fields }) => ({ kind, subjectId, fields }));

/** docs: domain, States. What is planned goes back without a right, as it always could. */
const before: Partial<Record<InterventionStatus, InterventionStatus>> = {
  en_route: 'scheduled',
  in_progress: 'en_route',
  done: 'in_progress',
  signed: 'done',
};

describe('a state set back', () => {
  it.each(Object.entries(before) as [InterventionStatus, InterventionStatus][])(
    'from %s leads to %s, with a reason, and to no other',
    async (from, to) => {
      for (const other of interventionStatus.options) {
        const { id } = await t.intervention(customer, { status: from, ...window, assigneeId: technician.id });
        const forward = interventionStatus.options.indexOf(other) > interventionStatus.options.indexOf(from);
        if (forward) continue;
        const { status, body, code } = await move(admin, id, other, { reason });
        expect([from, other, status, code]).toEqual([
          from,
          other,
          ...(other === to ? [201, undefined] : [409, 'move-not-allowed']),
        ]);
        if (other === to) expect(body).toMatchObject({ status: to, ...window, assigneeId: technician.id });
      }
    },
  );

  it('says why, or is refused and nothing has changed', async () => {
    const { id } = await t.intervention(customer, { status: 'en_route', ...window });
    expect((await move(admin, id, 'scheduled', { reason: ' \u200b ' })).errors).toEqual([
      { field: 'reason', code: 'required' },
    ]);
    // Who plans, and does not know that somebody is on the way, sets nothing back.
    expect(await move(admin, id, 'scheduled', window)).toMatchObject({ status: 409, code: 'move-not-allowed' });
    expect((await read(admin, id)).status).toBe('en_route');
  });

  it('is a dated line that the customer reads, with its reason and by whom', async () => {
    const { id } = await t.intervention(customer, { status: 'en_route', ...window });
    await move(admin, id, 'scheduled', { reason });
    expect((await read(link, id)).moves.at(-1)).toMatchObject({ to: 'scheduled', act: 'set_back', by: 'Nora', reason });
  });

  it('bears the date of its appointment again, once it is done no longer', async () => {
    const { id } = await t.intervention(customer, { status: 'in_progress', ...window });
    await move(admin, id, 'done');
    expect((await read(admin, id)).date).not.toBe(window.windowStart);
    const { body } = await move(admin, id, 'in_progress', { reason });
    expect(body.date).toBe(window.windowStart);
  });

  it('is a request again where it was one, without the owner that accepting gave it', async () => {
    const { id } = await ask();
    await move(admin, id, 'to_schedule');
    const { status, body } = await move(admin, id, 'requested', { reason });
    expect([status, body.status, body.assignee]).toEqual([201, 'requested', null]);
    expect((await read(link, id)).can).toContain('cancel');
    await move(admin, id, 'to_schedule', { assigneeId: technician.id });
    expect((await move(admin, id, 'requested', { reason })).body.assignee!.id).toBe(technician.id);
  });

  it('was nobody’s request where the company made it', async () => {
    const { body } = await t.ask('POST /interventions', {
      as: admin,
      body: { customerId: customer.id, description: 'Fuite' },
    });
    expect(body.can).not.toContain('set_back');
    expect(await move(admin, body.id, 'requested', { reason })).toMatchObject({ code: 'move-not-allowed' });
  });

  it('is the office’s with the right, and nobody else’s', async () => {
    const { id } = await t.intervention(customer, { status: 'en_route', ...window, assigneeId: technician.id });
    const program = await t.key(company, { rights: ['see_all'] });
    for (const as of [clerk, technician, link, program])
      expect(await move(as, id, 'scheduled', { reason })).toMatchObject({ status: 403, code: 'forbidden' });
    for (const as of [clerk, technician, link, program]) expect((await read(as, id)).can).not.toContain('set_back');
    const { can, setBackTo } = await read(admin, id);
    expect([can.includes('set_back'), setBackTo, (await read(clerk, id)).setBackTo]).toEqual([true, 'scheduled', null]);
    expect((await move(await t.member(company, { role: 'office' }), id, 'scheduled', { reason })).status).toBe(201);
  });

  it('is told like every move, and done once of two at the same moment', async () => {
    const { id, version } = await t.intervention(customer, { status: 'done', ...window });
    const position = t.s.journal.position(company.id);
    const answers = await Promise.all([1, 2].map(() => move(admin, id, 'in_progress', { reason, version })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(await move(admin, id, 'en_route', { reason, version })).toMatchObject({ status: 412, code: 'stale' });
    expect(await kinds(position)).toEqual([{ kind: 'intervention.moved', subjectId: id, fields: ['status', 'date'] }]);
  });
});

describe('a cancelled intervention', () => {
  const cancelled = async () => {
    const { id } = await t.intervention(customer, { status: 'to_schedule' });
    await move(admin, id, 'scheduled', { ...window, assigneeId: technician.id });
    return (await move(admin, id, 'cancelled', { reason: 'Client absent' })).body;
  };

  it('is reopened to be planned anew, with a reason, and waits in the inbox', async () => {
    const { id, createdAt } = await cancelled();
    // Who accepts, and does not know that the customer has cancelled.
    expect(await move(admin, id, 'to_schedule')).toMatchObject({ status: 409, code: 'move-not-allowed' });
    expect((await move(admin, id, 'to_schedule', { reason: ' ' })).errors).toEqual([
      { field: 'reason', code: 'required' },
    ]);
    const { status, body } = await move(admin, id, 'to_schedule', { reason });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'to_schedule', windowStart: null, windowEnd: null, date: createdAt });
    expect(body.assignee!.id).toBe(technician.id);
    const inbox = await t.ask('GET /interventions', { as: admin, query: { inbox: true } });
    expect(inbox.body.items.map((each) => each.id)).toEqual([id]);
    expect((await read(link, id)).moves.at(-1)).toMatchObject({ to: 'to_schedule', act: 'reopen', reason });
  });

  it('is copied into a new one, which is to be planned', async () => {
    const site = await t.site(customer);
    const { id } = await t.intervention(customer, {
      status: 'cancelled',
      siteId: site.id,
      type: 'depannage',
      description: 'Fuite',
      ...window,
    });
    const original = await read(admin, id);
    const position = t.s.journal.position(company.id);
    const { status, body } = await copy(admin, id);
    expect(status).toBe(201);
    expect(body.id).not.toBe(id);
    expect(body.number).toBeGreaterThan(original.number);
    const { customerId, siteId, equipmentId, type, description, address, contact, fields, dossierId } = original;
    const same = { customerId, siteId, equipmentId, type, description, address, contact, fields, dossierId };
    const anew = { status: 'to_schedule', windowStart: null, windowEnd: null, assigneeId: null, externalId: null };
    expect(body).toMatchObject({ ...same, ...anew });
    expect(await kinds(position)).toEqual([
      { kind: 'intervention.created', subjectId: body.id, fields: [] },
      { kind: 'intervention.copied', subjectId: id, fields: [] },
    ]);
    expect((await read(link, body.id)).moves).toMatchObject([{ to: 'to_schedule', act: 'copy', by: 'Nora' }]);
    const after = await read(link, id);
    expect([after.status, after.moves.at(-1)]).toMatchObject(['cancelled', { to: 'cancelled', act: 'copy' }]);
    const found = await t.ask('GET /interventions', { as: admin, query: { q: String(body.number) } });
    expect(found.body.items.map((each) => each.id)).toEqual([body.id]);
  });

  it('is copied with answers that nobody could give any more, and says what is asked since', async () => {
    const field = (body: object) =>
      t.ask('POST /fields', { as: admin, body: { label: { fr: 'Étage', en: 'Floor' }, kind: 'text', ...body } });
    const floor = (await field({})).body;
    const { body: made } = await t.ask('POST /interventions', {
      as: admin,
      body: { customerId: customer.id, description: 'Fuite', fields: { [floor.id]: '3e' } },
    });
    await move(admin, made.id, 'cancelled', { reason });
    const { body: asked } = await field({ label: { fr: 'Code', en: 'Code' }, required: true });
    const { body } = await copy(admin, made.id);
    expect(body).toMatchObject({ fields: { [floor.id]: '3e' }, incomplete: true, missing: [asked.id] });
  });

  it('is copied by one of two who have seen the same version', async () => {
    const { id, version } = await cancelled();
    const answers = await Promise.all([1, 2].map(() => copy(admin, id, version)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 412]));
    expect((await copy(admin, id)).status).toBe(201);
  });

  it('is reopened and copied by the office with the right alone', async () => {
    const { id } = await cancelled();
    for (const as of [clerk, technician, link]) {
      expect(await move(as, id, 'to_schedule', { reason })).toMatchObject({ status: 403, code: 'forbidden' });
      expect(await copy(as, id)).toMatchObject({ status: 403, code: 'forbidden' });
    }
    expect((await read(clerk, id)).can).toEqual(['archive', 'bin']);
    expect((await read(admin, id)).can).toEqual(['reopen', 'copy', 'archive', 'bin']);
    const { id: running } = await t.intervention(customer, { status: 'scheduled' });
    expect(await copy(admin, running)).toMatchObject({ status: 409, code: 'move-not-allowed' });
  });
});
