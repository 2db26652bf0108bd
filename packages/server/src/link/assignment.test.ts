/**
 * Whom work is given to, and whom a link opens it for, are two things: a link stands for its contact, in its scope; a
 * member's own access follows the assignment.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let admin: SignedIn;
let one: SignedIn & { id: string };
let other: SignedIn & { id: string };
let someone: Awaited<ReturnType<TestApp['customer']>>;
let params: { interventionId: string };

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  const company = await t.company();
  admin = await t.member(company);
  // They see their own work alone, and may give out links to it.
  const rights = { see_all: false };
  one = await t.member(company, { role: 'office', rights, lastName: 'Un' });
  other = await t.member(company, { role: 'office', rights, lastName: 'Deux' });
  someone = await t.customer(company);
  const { id } = await t.intervention(someone.customer, { status: 'scheduled', assigneeId: one.id });
  params = { interventionId: id };
});

const read = async (as: SignedIn) => (await t.ask('GET /interventions/:interventionId', { as, params })).status;
const change = (body: object) => t.ask('PATCH /interventions/:interventionId', { as: admin, params, ifMatch: 1, body });
const give = (assigneeId: string | null) => change({ assigneeId });

describe('an intervention that is given to another member', () => {
  it('stays open to its customer by the links that were given out before, and moves from one member to the other', async () => {
    const scope = { kind: 'intervention', id: params.interventionId } as const;
    const link = await t.link(someone.contact, scope, { createdBy: `member:${one.id}` });
    const whole = await t.link(someone.contact);
    expect([await read(link), await read(whole), await read(one), await read(other)]).toEqual([200, 200, 200, 404]);
    expect((await give(other.id)).status).toBe(200);
    await t.told();
    expect([await read(link), await read(whole), await read(one), await read(other)]).toEqual([200, 200, 404, 200]);
    // Also anew, whoever had given it out.
    expect((await t.ask('POST /session', { body: { link: link.link } })).status).toBe(201);
  });

  it('takes its links along: who has it now sees and ends them, who had it does neither', async () => {
    const scope = { kind: 'intervention', id: params.interventionId } as const;
    const { id: linkId } = await t.link(someone.contact, scope, { createdBy: `member:${one.id}` });
    const listed = async (as: SignedIn) => (await t.ask('GET /links', { as })).body.items.map(({ id }) => id);
    const end = async (as: SignedIn) => (await t.ask('DELETE /links/:linkId', { as, params: { linkId } })).status;
    expect([await listed(one), await listed(other)]).toEqual([[linkId], []]);
    await give(other.id);
    expect([await listed(one), await listed(other)]).toEqual([[], [linkId]]);
    expect([await end(one), await end(other)]).toEqual([404, 204]);
  });

  it('is no longer seen by who looked at it as the customer does', async () => {
    const scope = { kind: 'intervention', id: params.interventionId };
    const body = { preview: { contactId: someone.contact.id, scope } };
    const { body: preview } = await t.ask('POST /session', { as: one, body });
    const seen = { token: preview.accessToken };
    expect(await read(seen)).toBe(200);
    await give(other.id);
    await t.told();
    expect(await read(seen)).toBe(401);
  });
});

describe('an intervention that moves to another site of its customer', () => {
  it('leaves the links to the site it was at for those to the site it is at; its customer stays', async () => {
    const [from, to] = [await t.site(someone.customer), await t.site(someone.customer, { name: 'Atelier' })];
    expect((await change({ siteId: from.id })).status).toBe(200);
    const before = await t.link(someone.contact, { kind: 'site', id: from.id });
    const after = await t.link(someone.contact, { kind: 'site', id: to.id });
    expect([await read(before), await read(after)]).toEqual([200, 404]);
    const move = { as: admin, params, ifMatch: 2, body: { siteId: to.id } };
    expect((await t.ask('PATCH /interventions/:interventionId', move)).status).toBe(200);
    expect([await read(before), await read(after)]).toEqual([404, 200]);
    const { customer: stranger } = await t.customer({ id: someone.customer.companyId });
    const hand = { as: admin, params, ifMatch: 3, body: { customerId: stranger.id } };
    expect((await t.ask('PATCH /interventions/:interventionId', hand)).status).toBe(422);
  });
});
