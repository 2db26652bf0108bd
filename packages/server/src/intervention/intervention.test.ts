import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Field } from '@parvis/sdk/contract';
import { newId } from '../ids.ts';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';

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

const create = (as: SignedIn, body: object = {}) =>
  t.ask('POST /interventions', { as, body: { description: 'La chaudière fuit', ...body } });
const created = async (as: SignedIn, body: object = {}) => {
  const answer = await create(as, body);
  expect(answer.errors).toBeUndefined();
  expect(answer.status).toBe(201);
  return answer.body;
};
const read = (as: SignedIn, interventionId: string) =>
  t.ask('GET /interventions/:interventionId', { as, params: { interventionId } });
const field = async (body: object): Promise<Field> => {
  const answer = await t.ask('POST /fields', {
    as: admin,
    body: { label: { fr: 'Étage', en: 'Floor' }, kind: 'text', ...body },
  });
  return answer.body;
};

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
    expect(body.moves).toEqual([{ to: 'requested', at: expect.any(String), by: contact.name, reason: null }]);
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
    await t.site(customer);
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

describe('the company’s own fields', () => {
  it('are checked by what the company says of each', async () => {
    const floor = await field({ required: true });
    const rooms = await field({ kind: 'number' });
    const since = await field({ kind: 'date' });
    const energy = await field({ kind: 'choice', choices: [{ key: 'gas', label: { fr: 'Gaz', en: 'Gas' } }] });
    const fields = { [floor.id]: '3', [rooms.id]: 4.5, [since.id]: '2026-02-28', [energy.id]: 'gas' };
    expect((await created(link, { fields })).fields).toEqual(fields);
    const typed = { ...fields, [floor.id]: '007', [rooms.id]: '1 200,5' };
    expect((await created(link, { fields: typed })).fields).toEqual({ ...typed, [rooms.id]: 1200.5 });
    const errors = async (wrong: object) => (await create(link, { fields: { ...fields, ...wrong } })).errors;
    expect((await create(link)).errors).toEqual([{ field: `fields.${floor.id}`, code: 'required' }]);
    expect(await errors({ [floor.id]: ' ' })).toEqual([{ field: `fields.${floor.id}`, code: 'required' }]);
    expect(await errors({ [floor.id]: 3, [rooms.id]: '007', [since.id]: '2026-02-30', [energy.id]: 'coal' })).toEqual([
      { field: `fields.${floor.id}`, code: 'not-a-text' },
      { field: `fields.${rooms.id}`, code: 'not-a-number' },
      { field: `fields.${since.id}`, code: 'not-a-date' },
      { field: `fields.${energy.id}`, code: 'unknown-choice' },
    ]);
    const nobodys = newId();
    expect(await errors({ [nobodys]: 'x' })).toEqual([{ field: `fields.${nobodys}`, code: 'unknown-field' }]);
  });

  it('that are no longer asked keep the values they have', async () => {
    const floor = await field({ required: true });
    const { id } = await created(link, { fields: { [floor.id]: '3' } });
    await t.ask('PATCH /fields/:fieldId', {
      as: admin,
      params: { fieldId: floor.id },
      ifMatch: 1,
      body: { active: false },
    });
    const note = await field({});
    const change = (ifMatch: number, fields: object) =>
      t.ask('PATCH /interventions/:interventionId', {
        as: admin,
        params: { interventionId: id },
        ifMatch,
        body: { fields },
      });
    expect((await change(1, { [note.id]: 'Chien' })).body.fields).toEqual({ [floor.id]: '3', [note.id]: 'Chien' });
    expect((await change(2, { [floor.id]: '3' })).body.fields).toEqual({ [floor.id]: '3' });
    expect((await change(3, { [floor.id]: '4' })).errors).toEqual([
      { field: `fields.${floor.id}`, code: 'unknown-field' },
    ]);
  });
});

describe('a compulsory field', () => {
  const answered = async (as: SignedIn, id: string, ifMatch: number, fields: object) =>
    t.ask('PATCH /interventions/:interventionId', {
      as,
      params: { interventionId: id },
      ifMatch,
      body: { fields },
    });
  const counts = async () => (await t.ask('GET /interventions/counts', { as: admin })).body;

  it('may be left open by a program, which is told so, and is then to be completed', async () => {
    const floor = await field({ required: true });
    const known = await t.customer(company, { externalId: 'C1' });
    const key = await t.key(company);
    const rows = [
      { externalId: 'I1', customerExternalId: 'C1', description: 'Bon 1' },
      { externalId: 'I2', customerExternalId: 'C1', description: 'Bon 2', fields: { [floor.id]: '3' } },
    ];
    for (const as of [key, admin]) {
      const { body } = await t.ask('POST /interventions/batch', { as, body: { rows } });
      expect(body.results.map(({ missing }) => missing)).toEqual([[floor.id], undefined]);
    }
    const made = await created(key, { customerId: known.customer.id });
    expect(made).toMatchObject({ incomplete: true, missing: [floor.id] });
    expect(await counts()).toEqual({ inbox: 3, incomplete: 2 });
    const list = async (incomplete: boolean, more: object = {}) =>
      (await t.ask('GET /interventions', { as: admin, query: { incomplete, order: 'asc', ...more } })).body.items.map(
        ({ number }) => number,
      );
    expect([await list(true), await list(false), await list(true, { q: 'bon' })]).toEqual([
      [1001, 1003],
      [1002],
      [1001],
    ]);
    const given = await answered(admin, made.id, 1, { [floor.id]: '2' });
    expect(given.body).toMatchObject({ incomplete: false, missing: [] });
    expect(await counts()).toEqual({ inbox: 3, incomplete: 1 });
    // Who gives no answer otherwise must.
    expect((await create(admin, { customerId: known.customer.id })).errors).toEqual([
      { field: `fields.${floor.id}`, code: 'required' },
    ]);
  });

  it('that is open keeps nobody from changing the rest; one that is answered cannot be emptied', async () => {
    const floor = await field({ required: true });
    const note = await field({});
    const { id } = await created(await t.key(company), { customerId: customer.id });
    const noted = await answered(admin, id, 1, { [note.id]: 'Chien' });
    expect(noted.body).toMatchObject({ fields: { [note.id]: 'Chien' }, missing: [floor.id] });
    expect((await answered(admin, id, 2, { [floor.id]: '2' })).body.missing).toEqual([]);
    expect((await answered(admin, id, 3, { [floor.id]: ' ' })).errors).toEqual([
      { field: `fields.${floor.id}`, code: 'required' },
    ]);
  });

  it('that is asked from now on makes nothing incomplete; one that is no longer asked completes what it was missing in', async () => {
    const before = await created(link);
    const floor = await field({ required: true });
    expect((await read(admin, before.id)).body).toMatchObject({ incomplete: false, missing: [] });
    const { id } = await created(await t.key(company), { customerId: customer.id });
    expect((await counts()).incomplete).toBe(1);
    const change = { as: admin, params: { fieldId: floor.id }, ifMatch: 1, body: { required: false } };
    await t.ask('PATCH /fields/:fieldId', change);
    expect((await counts()).incomplete).toBe(0);
    expect((await read(admin, id)).body).toMatchObject({ incomplete: false, missing: [] });
  });
});

describe('a type or a choice', () => {
  const typed = async (key: string | null, as = admin) =>
    (await t.ask('GET /interventions', { as, query: { q: key ?? '' } })).body.items.map(({ number }) => number);
  const retype = async (types: object[]) => {
    const { version } = (await t.ask('GET /company', { as: admin })).body;
    return (await t.ask('PATCH /company', { as: admin, ifMatch: version, body: { types } })).body.types;
  };

  it('that is renamed stays what it is, and is found by its new words', async () => {
    const { id } = await created(link, { type: 'repair' });
    const types = await retype([{ key: 'repair', label: { fr: 'Urgence', en: 'Emergency' } }]);
    expect(types[0]).toEqual({ key: 'repair', label: { fr: 'Urgence', en: 'Emergency' } });
    expect((await read(admin, id)).body.type).toBe('repair');
    expect([await typed('urgence'), await typed('emergency'), await typed('depannage')]).toEqual([[1001], [1001], []]);
  });

  it('that is removed keeps its words where it is, and is offered no more', async () => {
    const { id } = await created(link, { type: 'repair' });
    const types = await retype([{ label: { fr: 'Visite', en: 'Visit' } }]);
    expect(types).toContainEqual({ key: 'repair', label: { fr: 'Dépannage', en: 'Repair' }, retired: true });
    expect(types).toContainEqual({ key: 'visite', label: { fr: 'Visite', en: 'Visit' } });
    expect((await create(link, { type: 'repair' })).errors).toEqual([{ field: 'type', code: 'unknown-choice' }]);
    const change = {
      as: admin,
      params: { interventionId: id },
      ifMatch: 1,
      body: { type: 'repair', description: 'Fuite' },
    };
    expect((await t.ask('PATCH /interventions/:interventionId', change)).body.type).toBe('repair');
    const head = (await t.ask('GET /portal', { as: link })).body;
    expect(head.company.types).toEqual(types);
    // Under the same words it is the same again.
    expect(await retype([{ label: { fr: 'dépannage', en: 'Repair' } }])).toContainEqual({
      key: 'repair',
      label: { fr: 'dépannage', en: 'Repair' },
    });
  });

  it('may be written by its words in either language, and is kept by its key', async () => {
    for (const words of ['repair', 'Dépannage', 'DEPANNAGE', 'Repair'])
      expect([words, (await created(link, { type: words })).type]).toEqual([words, 'repair']);
    const choices = [{ label: { fr: 'Gaz de ville', en: 'Town gas' } }, { label: { fr: '煤气', en: '煤气' } }];
    const energy = await field({ kind: 'choice', choices });
    expect(energy.choices.map(({ key }) => key)).toEqual(['gaz-de-ville', 'x']);
    for (const words of ['gaz-de-ville', 'gaz de ville', 'Town Gas'])
      expect((await created(link, { fields: { [energy.id]: words } })).fields).toEqual({ [energy.id]: 'gaz-de-ville' });
  });

  it('of a field is renamed and removed in the same way', async () => {
    const gas = { key: 'gas', label: { fr: 'Gaz', en: 'Gas' } };
    const energy = await field({ kind: 'choice', choices: [gas, { label: { fr: 'Bois', en: 'Wood' } }] });
    const { id } = await created(link, { fields: { [energy.id]: 'gas' } });
    const note = await field({});
    const change = (ifMatch: number, choices: object[]) =>
      t.ask('PATCH /fields/:fieldId', { as: admin, params: { fieldId: energy.id }, ifMatch, body: { choices } });
    const renamed = await change(1, [{ ...gas, label: { fr: 'Gaz naturel', en: 'Natural gas' } }]);
    expect(renamed.body.choices).toEqual([
      { key: 'gas', label: { fr: 'Gaz naturel', en: 'Natural gas' } },
      { key: 'bois', label: { fr: 'Bois', en: 'Wood' }, retired: true },
    ]);
    await change(2, [{ key: 'bois', label: { fr: 'Bois', en: 'Wood' } }]);
    // Who has it keeps it, whatever else is changed.
    const edited = await t.ask('PATCH /interventions/:interventionId', {
      as: admin,
      params: { interventionId: id },
      ifMatch: 1,
      body: { fields: { [energy.id]: 'gas', [note.id]: 'Chien' } },
    });
    expect(edited.body.fields).toEqual({ [energy.id]: 'gas', [note.id]: 'Chien' });
    expect((await create(link, { fields: { [energy.id]: 'gas' } })).errors).toEqual([
      { field: `fields.${energy.id}`, code: 'unknown-choice' },
    ]);
    expect((await change(3, [{ ...gas, retired: true }])).errors).toEqual([{ field: 'choices', code: 'required' }]);
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
    expect(body.can).toEqual(['schedule', 'cancel', 'assign', 'edit', 'add_file']);
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

describe('changing an intervention', () => {
  const change = (interventionId: string, ifMatch: number, body: object, as: SignedIn = admin) =>
    t.ask('PATCH /interventions/:interventionId', { as, params: { interventionId }, ifMatch, body });

  it('changes what is named, from the version that was read', async () => {
    const { id } = await created(link, { type: 'repair' });
    const { body } = await change(id, 1, { description: 'Deux radiateurs froids', type: null });
    expect(body).toMatchObject({ description: 'Deux radiateurs froids', type: null, address: someAddress, version: 2 });
    expect((await change(id, 1, { description: 'x' })).code).toBe('stale');
    expect((await change(id, 2, { description: 'Deux radiateurs froids' })).body.version).toBe(2);
    expect((await change(id, 2, { description: 'x' }, link)).status).toBe(403);
  });

  it('gives it to another member, until it is signed or cancelled', async () => {
    const technician = await t.member(company, { role: 'technician', firstName: 'Ali', lastName: 'Roux' });
    const gone = await t.member(company, { status: 'deactivated' });
    const foreigner = await t.member(await t.company());
    const { id } = await t.intervention(customer, { status: 'done' });
    expect((await read(technician, id)).status).toBe(404);
    expect((await change(id, 1, { assigneeId: technician.id })).body.assignee).toEqual({
      id: technician.id,
      name: 'Ali Roux',
    });
    expect((await read(technician, id)).status).toBe(200);
    for (const { id: nobody } of [gone, foreigner, { id: newId() }])
      expect((await change(id, 2, { assigneeId: nobody })).errors).toEqual([
        { field: 'assigneeId', code: 'unknown-reference' },
      ]);
    expect((await change(id, 2, { assigneeId: null })).body.assignee).toBeNull();
    for (const status of ['signed', 'cancelled'] as const) {
      const closed = await t.intervention(customer, { status });
      expect(await change(closed.id, 1, { assigneeId: technician.id })).toMatchObject({
        status: 409,
        code: 'move-not-allowed',
      });
      expect(await change(closed.id, 1, { description: 'x' })).toMatchObject({ status: 409, code: 'move-not-allowed' });
    }
  });

  it('keeps site and equipment together', async () => {
    const [here, there] = [await t.site(customer), await t.site(customer)];
    const boiler = await t.equipment(customer, { siteId: here.id });
    const { id } = await created(link, { equipmentId: boiler.id });
    expect((await change(id, 1, { siteId: there.id })).errors).toEqual([
      { field: 'equipmentId', code: 'at-another-site' },
    ]);
    expect((await change(id, 1, { siteId: there.id, equipmentId: null })).body).toMatchObject({
      siteId: there.id,
      equipment: null,
    });
  });

  it('is not possible for those of another company', async () => {
    const { id } = await created(link);
    const other = await t.member(await t.company());
    expect((await change(id, 1, { description: 'x' }, other)).status).toBe(404);
    expect((await read(other, id)).text).toBe((await read(other, newId())).text);
  });
});

describe('who is named', () => {
  it('is, to a customer, a first name or the company, and to the company everyone', async () => {
    const office = await t.member(company, { role: 'office', firstName: 'Inès', lastName: 'Faure' });
    const key = await t.key(company);
    const { customer: shared, contact: first } = await t.customer(company, {}, { firstName: 'Paul', lastName: 'Abel' });
    const second = await t.contact(shared, { firstName: 'Rose', lastName: 'Abel' });
    const [byFirst, bySecond] = [await t.link(first), await t.link(second)];
    const { id } = await created(byFirst);
    const move = (as: SignedIn, body: object) =>
      t.ask('POST /interventions/:interventionId/moves', { as, params: { interventionId: id }, body });
    await move(office, { to: 'to_schedule' });
    const window = { windowStart: '2026-12-03T08:00:00.000Z', windowEnd: '2026-12-03T10:00:00.000Z' };
    await move(key, { to: 'scheduled', ...window });
    const named = async (as: SignedIn) => (await read(as, id)).body.moves.map(({ by }) => by);
    expect(await named(byFirst)).toEqual(['Paul Abel', 'Inès', 'Atelier des Monts']);
    expect(await named(bySecond)).toEqual([shared.name, 'Inès', 'Atelier des Monts']);
    expect(await named(admin)).toEqual(['Paul Abel', 'Inès Faure', 'ERP']);
  });
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
