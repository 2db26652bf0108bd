import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';
import { interventionsOf } from '../testing/interventions.ts';

let t: TestApp;
let company: { id: string };
let admin: Awaited<ReturnType<TestApp['member']>>;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['customer']>>['contact'];
let link: SignedIn;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer, contact } = await t.customer(company));
  link = await t.link(contact);
});

const { create, created, read } = interventionsOf(() => t);

describe('an intervention asked for by a customer', () => {
  it('needs a description and nothing else', async () => {
    const { body } = await create(link);
    expect(body).toMatchObject({
      number: 1001,
      status: 'requested',
      customerId: customer.id,
      address: someAddress,
      contact: { name: contact.name, email: contact.email },
      type: null,
      assignee: null,
      can: ['cancel', 'add_file'],
    });
    expect(body.moves).toEqual([
      { to: 'requested', act: null, at: expect.any(String), by: contact.name, reason: null },
    ]);
    expect(body.date).toBe(body.createdAt);
    expect((await read(link, body.id)).body).toEqual(body);
    expect((await create(link, { description: ' \n' })).errors).toEqual([{ field: 'description', code: 'required' }]);
  });

  it('takes the only site, with its address and whom to ask for there', async () => {
    const address = { ...someAddress, city: 'Villeurbanne' };
    const site = await t.site(customer, { address, contact: { name: 'Gardien', phone: '', email: '' } });
    expect(await created(link)).toMatchObject({
      siteId: site.id,
      siteName: 'Chalet',
      address,
      contact: { name: 'Gardien' },
    });
    expect(await created(link, { siteId: null })).toMatchObject({ siteId: null, address: someAddress });
    await t.site(customer, { address: { ...someAddress, city: 'Annecy' } });
    expect((await created(link)).siteId).toBeNull();
  });

  it('takes the site where the equipment stands, and no other', async () => {
    const [here, there] = [await t.site(customer), await t.site(customer)];
    const boiler = await t.equipment(customer, { siteId: here.id, brand: 'Viessmann' });
    const body = await created(link, { equipmentId: boiler.id });
    expect(body).toMatchObject({ siteId: here.id, equipment: { id: boiler.id, name: 'Chaudière gaz Viessmann' } });
    const refused = await create(link, { equipmentId: boiler.id, siteId: there.id });
    expect(refused.errors).toEqual([{ field: 'equipmentId', code: 'at-another-site' }]);
  });

  it('keeps its own copy of address and contact: no record changes, nobody gains access', async () => {
    const address = { ...someAddress, city: 'Annecy' };
    const asked = { name: 'Voisine', phone: '0478123456', email: 'voisine@client.example' };
    const body = await created(link, { address, contact: asked });
    expect(body).toMatchObject({ address, contact: { ...asked, phone: '04 78 12 34 56' } });
    const { body: sheet } = await t.ask('GET /customers/:customerId', {
      as: admin,
      params: { customerId: customer.id },
    });
    expect(sheet.address).toEqual(someAddress);
    expect(sheet.contacts).toHaveLength(1);
    expect((await create(link, { contact: { name: 'X', phone: '1' } })).errors).toEqual([
      { field: 'contact.phone', code: 'phone' },
    ]);
  });

  it('is theirs: the things of others are unknown, whether they exist or not', async () => {
    const { customer: neighbour } = await t.customer(company);
    const site = await t.site(neighbour);
    const boiler = await t.equipment(neighbour);
    for (const [name, id] of [
      ['customerId', neighbour.id],
      ['siteId', site.id],
      ['equipmentId', boiler.id],
    ])
      for (const value of [id, newId()])
        expect((await create(link, { [name!]: value })).errors).toEqual([{ field: name, code: 'unknown-reference' }]);
    expect((await create(link, { externalId: 'X' })).errors).toEqual([{ field: 'externalId', code: 'unknown-field' }]);
    expect((await create(link, { customerId: customer.id })).status).toBe(201);
  });

  it('has a type of the company’s list', async () => {
    expect((await created(link, { type: 'repair' })).type).toBe('repair');
    expect((await create(link, { type: 'magic' })).errors).toEqual([{ field: 'type', code: 'unknown-choice' }]);
  });

  it('is refused where the company switched creation off', async () => {
    const { contact: theirs } = await t.customer(company, { options: { creation: false } });
    expect(await create(await t.link(theirs))).toMatchObject({ status: 403, code: 'part-off' });
  });

  it('names no site and no equipment where the company shows none, and is tied to the only site all the same', async () => {
    const off = { sites: false, equipment: false };
    const { customer: theirs, contact: they } = await t.customer(company, { options: off });
    const site = await t.site(theirs);
    const boiler = await t.equipment(theirs, { siteId: site.id });
    const one = await t.intervention(theirs, { siteId: site.id, equipmentId: boiler.id, status: 'scheduled' });
    const their = await t.link(they);
    const none = { siteId: null, siteName: null, equipmentId: null };
    const made = await created(their, { siteId: null });
    expect(made).toMatchObject({ ...none, equipment: null, address: site.address });
    const params = { interventionId: made.id };
    expect((await t.ask('GET /interventions/:interventionId', { as: admin, params })).body.siteId).toBe(site.id);

    const shown = { as: their, params: { interventionId: one.id } };
    expect((await t.ask('GET /interventions/:interventionId', shown)).body).toMatchObject({ ...none, equipment: null });
    const { body: list } = await t.ask('GET /interventions', { as: their });
    for (const row of list.items) expect(row).toMatchObject(none);
    for (const [name, id] of Object.entries({ siteId: site.id, equipmentId: boiler.id }))
      expect(await t.ask('GET /interventions', { as: their, query: { [name]: id } })).toMatchObject({
        status: 403,
        code: 'part-off',
      });
    const { body: head } = await t.ask('GET /portal', { as: their });
    expect(head).toMatchObject({ next: { id: one.id, ...none }, prefill: { siteId: null, equipmentId: null } });
    expect(JSON.stringify([head, list])).not.toContain(site.id);
  });

  it('is not found by the name of its site, and made at none that is named, where the company shows no sites', async () => {
    const { customer: theirs, contact: they } = await t.customer(company, { options: { sites: false } });
    const site = await t.site(theirs, { name: 'Résidence Panorama' });
    const other = await t.site(theirs, { name: 'Villa' });
    const boiler = await t.equipment(theirs, { siteId: site.id });
    const their = await t.link(they);
    await created(admin, { customerId: theirs.id, siteId: site.id, description: 'Fuite' });
    await created(admin, { customerId: theirs.id, siteId: other.id, description: 'Panne au panorama' });
    const find = async (q: string, as: typeof link) => {
      const { body } = await t.ask('GET /interventions', { as, query: { q, order: 'asc' } });
      return body.items.map(({ description }) => description);
    };
    // Run together, cut, after another word, and with the words of the intervention around it.
    for (const q of ['résidence', 'panorama fuite', 'residencepanorama', 'fuite pano', 'villa'])
      expect(await find(q, their)).toEqual([]);
    expect(await find('panorama', their)).toEqual(['Panne au panorama']);
    expect(await find('fuite', their)).toEqual(['Fuite']);
    expect(await find('panorama', admin)).toEqual(['Fuite', 'Panne au panorama']);
    expect(await find('panorama fuite', admin)).toEqual(['Fuite']);
    for (const siteId of [site.id, newId()])
      expect((await create(their, { siteId, equipmentId: boiler.id })).errors).toEqual([
        { field: 'siteId', code: 'unknown-reference' },
      ]);
  });

  it('takes no site that its author does not see, though it is the only one', async () => {
    const { customer: theirs } = await t.customer(company);
    await t.site(theirs);
    const clerk = await t.member(company, { role: 'office', rights: { see_all: false } });
    await t.intervention(theirs, { assigneeId: clerk.id });
    const { body } = await t.ask('POST /interventions', {
      as: clerk,
      body: { customerId: theirs.id, description: 'Fuite' },
    });
    expect(body).toMatchObject({ siteId: null, siteName: null });
  });

  it('tells its customer the first name of who comes, and none of the company’s own numbers', async () => {
    const julien = await t.member(company, { firstName: 'Julien', lastName: 'Morand', role: 'technician' });
    const one = await t.intervention(customer, { assigneeId: julien.id, externalId: 'ERP-12' });
    const params = { interventionId: one.id };
    const ask = (as: typeof link) => t.ask('GET /interventions/:interventionId', { as, params });
    expect((await ask(link)).body).toMatchObject({ assignee: { name: 'Julien' }, externalId: null });
    expect((await ask(admin)).body).toMatchObject({ assignee: { name: 'Julien Morand' }, externalId: 'ERP-12' });
  });

  it('is made at the site of a site’s link, never elsewhere', async () => {
    const [here, there] = [await t.site(customer), await t.site(customer)];
    const boiler = await t.equipment(customer, { siteId: there.id });
    const siteLink = await t.link(contact, { kind: 'site', id: here.id });
    expect((await created(siteLink)).siteId).toBe(here.id);
    for (const siteId of [there.id, null])
      expect((await create(siteLink, { siteId })).errors).toEqual([{ field: 'siteId', code: 'unknown-reference' }]);
    expect((await create(siteLink, { equipmentId: boiler.id })).errors).toEqual([
      { field: 'equipmentId', code: 'unknown-reference' },
    ]);
  });

  it('cannot be made by the link of one intervention', async () => {
    const one = await t.intervention(customer);
    expect((await create(await t.link(contact, { kind: 'intervention', id: one.id }))).status).toBe(403);
  });

  it('is made once, however often it is sent under one key', async () => {
    const headers = { 'idempotency-key': 'draft-1' };
    const body = { description: 'Une fois' };
    const [first, second] = [
      await t.ask('POST /interventions', { as: link, body, headers }),
      await t.ask('POST /interventions', { as: link, body, headers }),
    ];
    expect(second.text).toBe(first.text);
    expect((await created(link)).number).toBe(first.body.number + 1);
  });
});

describe('an intervention made by the company', () => {
  it('waits to be scheduled, for the main contact', async () => {
    const body = await created(admin, { customerId: customer.id, externalId: 'I1' });
    expect(body).toMatchObject({
      status: 'to_schedule',
      contact: { name: contact.name },
      externalId: 'I1',
      assignee: null,
    });
    expect(body.can).toEqual(['schedule', 'cancel', 'assign', 'edit', 'add_file', 'bin']);
    expect((await create(admin)).errors).toEqual([{ field: 'customerId', code: 'required' }]);
    expect((await create(admin, { customerId: newId() })).errors).toEqual([
      { field: 'customerId', code: 'unknown-reference' },
    ]);
    const again = await create(admin, { customerId: customer.id, externalId: 'I1' });
    expect(again.errors).toEqual([{ field: 'externalId', code: 'taken' }]);
  });

  it('takes its number after the last, also when many are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => created(link)));
    expect(made.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, n) => 1001 + n),
    );
  });

  it('is not made by a technician', async () => {
    const technician = await t.member(company, { role: 'technician' });
    expect((await create(technician, { customerId: customer.id })).status).toBe(403);
  });
});
