/** Through every door: a member of the office without the right to see all finds what is theirs, and nothing else is there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDelivery } from '../delivery/delivery.ts';
import type { Worker } from '../worker.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let delivery: Worker;
let admin: SignedIn;
let clerk: SignedIn & { id: string };
type Customer = Awaited<ReturnType<TestApp['customer']>>;
let mine: Customer;
let other: Customer;
/** A site and an intervention of my customer, given to me and given to a colleague. */
const places: Record<'mine' | 'colleague', { siteId: string; interventionId: string }> = {
  mine: { siteId: '', interventionId: '' },
  colleague: { siteId: '', interventionId: '' },
};

beforeAll(async () => {
  t = await testApp();
  delivery = startDelivery(t.s);
  const company = await t.company();
  admin = await t.member(company);
  clerk = await t.member(company, { role: 'office', rights: { see_all: false } });
  mine = await t.customer(company, { externalId: 'mine' });
  other = await t.customer(company, { externalId: 'other' });
  for (const [whose, assigneeId] of [
    ['mine', clerk.id],
    ['colleague', null],
  ] as const) {
    const site = await t.site(mine.customer, { externalId: `site-${whose}` });
    const intervention = await t.intervention(mine.customer, {
      siteId: site.id,
      assigneeId,
      status: 'to_schedule',
      externalId: `intervention-${whose}`,
    });
    places[whose] = { siteId: site.id, interventionId: intervention.id };
  }
  await t.site(other.customer, { externalId: 'site-other' });
  await t.equipment(other.customer, { externalId: 'equipment-other' });
  await t.contact(other.customer, { externalId: 'contact-other' });
});
afterAll(async () => {
  await delivery.stop();
  await t.close();
});

const address = { line1: '1 rue', line2: '', postalCode: '69001', city: 'Lyon', country: 'FR' };
const scope = (kind: string, id: string) => ({ kind, id });
const tooWide = { status: 422, errors: [{ field: 'scope', code: 'not-held' }] };
const unknown = (field: string) => ({ status: 422, errors: [{ field, code: 'unknown-reference' }] });

const link = (as: SignedIn, contactId: string, wanted?: object) =>
  t.ask('POST /links', { as, body: { contactId, delivery: 'copy', ...(wanted && { scope: wanted }) } });

describe('links', () => {
  // A customer's space, and a site's, show what colleagues do there as well: who does not see it opens it for nobody.
  it('are made for one’s own customers, to one’s own interventions and to nothing wider', async () => {
    expect((await link(clerk, mine.contact.id, scope('intervention', places.mine.interventionId))).status).toBe(201);
    expect(await link(clerk, mine.contact.id)).toMatchObject(tooWide);
    expect(await link(clerk, mine.contact.id, scope('customer', mine.customer.id))).toMatchObject(tooWide);
    expect(await link(clerk, mine.contact.id, scope('site', places.mine.siteId))).toMatchObject(tooWide);
    expect(await link(clerk, other.contact.id)).toMatchObject(unknown('contactId'));
    expect(await link(clerk, mine.contact.id, scope('intervention', places.colleague.interventionId))).toMatchObject(
      unknown('scope.id'),
    );
  });

  it('are listed, and revoked, as far as one sees what they open', async () => {
    const own = (await link(admin, mine.contact.id, scope('intervention', places.mine.interventionId))).body.link.id;
    const hidden = [
      (await link(admin, other.contact.id)).body.link.id,
      (await link(admin, mine.contact.id)).body.link.id,
      (await link(admin, mine.contact.id, scope('site', places.mine.siteId))).body.link.id,
      (await link(admin, mine.contact.id, scope('intervention', places.colleague.interventionId))).body.link.id,
    ];
    const listed = (await t.ask('GET /links', { as: clerk, query: { limit: 200 } })).body.items.map(({ id }) => id);
    expect(listed).toContain(own);
    for (const id of hidden) expect(listed).not.toContain(id);
    const of = await t.ask('GET /links', { as: clerk, query: { customerId: other.customer.id } });
    expect(of.body.items).toEqual([]);
    const revoke = (linkId: string) => t.ask('DELETE /links/:linkId', { as: clerk, params: { linkId } });
    for (const id of hidden) expect(await revoke(id)).toMatchObject({ status: 404, code: 'not-found' });
    expect((await revoke(own)).status).toBe(204);
    const all = (await t.ask('GET /links', { as: admin, query: { limit: 200 } })).body.items;
    expect(all.filter(({ id }) => hidden.includes(id)).map(({ status }) => status)).toEqual(hidden.map(() => 'active'));
  });
});

describe('previews', () => {
  const preview = (contactId: string, scope?: object) =>
    t.ask('POST /session', { as: clerk, body: { preview: { contactId, ...(scope && { scope }) } } });

  it('open one’s own interventions, and nothing wider', async () => {
    expect((await preview(mine.contact.id, scope('intervention', places.mine.interventionId))).status).toBe(201);
    expect(await preview(mine.contact.id)).toMatchObject(tooWide);
    expect(await preview(mine.contact.id, scope('site', places.mine.siteId))).toMatchObject(tooWide);
    expect(await preview(other.contact.id)).toMatchObject(unknown('contactId'));
    expect(await preview(mine.contact.id, scope('intervention', places.colleague.interventionId))).toMatchObject(
      unknown('scope.id'),
    );
  });

  it('show nothing more once the intervention was given to somebody else', async () => {
    const { id } = await t.intervention(mine.customer, { assigneeId: clerk.id, status: 'to_schedule' });
    const { body: opened } = await preview(mine.contact.id, scope('intervention', id));
    const as = { token: opened.accessToken };
    const { body: all } = await t.ask('POST /session', {
      as: admin,
      body: { preview: { contactId: mine.contact.id, scope: { kind: 'intervention', id } } },
    });
    const read = (who: { token: string }) =>
      t.ask('GET /interventions/:interventionId', { as: who, params: { interventionId: id } });
    expect((await read(as)).status).toBe(200);
    const { body: before } = await t.ask('GET /interventions/:interventionId', {
      as: admin,
      params: { interventionId: id },
    });
    const taken = await t.ask('PATCH /interventions/:interventionId', {
      as: admin,
      params: { interventionId: id },
      ifMatch: before.version,
      body: { assigneeId: null },
    });
    expect(taken.status).toBe(200);
    await expect.poll(async () => (await read(as)).status).toBe(401);
    expect((await read({ token: all.accessToken })).status).toBe(200);
  });
});

describe('a program without the right to see all', () => {
  it('opens to a contact one of its maker’s interventions, and nothing wider', async () => {
    const key = await t.key({ id: mine.customer.companyId }, { createdBy: `member:${clerk.id}`, rights: [] });
    const open = (wanted?: object) =>
      t.ask('POST /session', { as: key, body: { contactId: mine.contact.id, ...(wanted && { scope: wanted }) } });
    expect(await open()).toMatchObject(tooWide);
    expect(await open(scope('site', places.mine.siteId))).toMatchObject(tooWide);
    expect(await link(key, mine.contact.id)).toMatchObject(tooWide);
    expect((await open(scope('intervention', places.mine.interventionId))).status).toBe(201);
  });
});

describe('the outbox', () => {
  it('holds the mails about one’s own customers, and invitations for those who manage users', async () => {
    const mailTo = (contactId: string, wanted?: object) =>
      t.ask('POST /links', { as: admin, body: { contactId, delivery: 'mail', ...(wanted && { scope: wanted }) } });
    await mailTo(mine.contact.id, scope('intervention', places.mine.interventionId));
    await mailTo(other.contact.id);
    await t.ask('POST /members', { as: admin, body: { firstName: 'T', lastName: 'R', email: 't.r@atelier.example' } });
    const mails = async (as: SignedIn) => (await t.ask('GET /outbox', { as, query: { limit: 200 } })).body.items;
    await expect.poll(async () => await mails(admin)).toHaveLength(3);
    const all = await mails(admin);
    expect((await mails(clerk)).map(({ to, kind }) => [to, kind])).toEqual([[mine.contact.email, 'link']]);
    const colleague = await t.member({ id: mine.customer.companyId }, { role: 'office' });
    expect((await mails(colleague)).map(({ kind }) => kind)).toEqual(['link', 'link']);

    for (const { id, to } of all) {
      const isMine = to === mine.contact.email;
      const params = { mailId: id };
      for (const route of ['GET /outbox/:mailId', 'POST /outbox/:mailId/attempts'] as const)
        expect((await t.ask(route, { as: clerk, params })).status, `${route} ${to}`).toBe(
          !isMine ? 404 : route.startsWith('GET') ? 200 : 202,
        );
    }
  });
});

describe('bulk writes and the company’s own identifiers', () => {
  const batch = async (route: 'customers' | 'contacts' | 'sites' | 'equipment' | 'interventions', row: object) => {
    const { status, body } = await t.ask(`POST /${route}/batch`, { as: clerk, body: { rows: [row] } });
    expect(status).toBe(200);
    const { outcome, problem } = body.results[0]!;
    return [outcome, problem?.errors[0]?.field, problem?.errors[0]?.code].filter(Boolean).join(' ');
  };

  it('overwrite nothing that one does not see', async () => {
    expect(await batch('customers', { externalId: 'other', lastName: 'Écrasé', address })).toBe(
      'refused externalId taken',
    );
    expect(await batch('customers', { externalId: 'mine', extra: 'Code 12A' })).toBe('updated');
    const { body } = await t.ask('GET /customers/:customerId', {
      as: admin,
      params: { customerId: other.customer.id },
    });
    expect(body.lastName).toBe('Durand');
  });

  it('find no customer, site or piece of equipment that one does not see', async () => {
    const row = { externalId: 'new', lastName: 'Neuf', name: 'Neuf', kind: 'Neuf', description: 'Neuf' };
    const of = (customer: string, ...names: (keyof typeof row)[]) => ({
      externalId: row.externalId,
      customerExternalId: customer,
      ...Object.fromEntries(names.map((name) => [name, row[name]])),
    });
    const unseen = 'refused customerExternalId unknown-reference';
    expect(await batch('contacts', of('other', 'lastName'))).toBe(unseen);
    expect(await batch('sites', { ...of('other', 'name'), address })).toBe(unseen);
    expect(await batch('equipment', of('other', 'kind'))).toBe(unseen);
    expect(await batch('interventions', of('other', 'description'))).toBe(unseen);
    const site = 'refused siteExternalId unknown-reference';
    expect(await batch('equipment', { ...of('mine', 'kind'), siteExternalId: 'site-colleague' })).toBe(site);
    expect(await batch('interventions', { ...of('mine', 'description'), siteExternalId: 'site-colleague' })).toBe(site);
    expect(
      await batch('interventions', {
        externalId: 'intervention-colleague',
        customerExternalId: 'mine',
        description: 'Écrasé',
      }),
    ).toBe('refused externalId taken');
  });
});
