import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Field } from '@parvis/sdk/contract';
import { newId } from '../ids.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
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

const field = async (body: object): Promise<Field> => {
  const answer = await t.ask('POST /fields', {
    as: admin,
    body: { label: { fr: 'Étage', en: 'Floor' }, kind: 'text', ...body },
  });
  return answer.body;
};

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
    for (const nothing of [' ', '\u200b\u202e'])
      expect(await errors({ [floor.id]: nothing })).toEqual([{ field: `fields.${floor.id}`, code: 'required' }]);
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
    expect(await counts()).toEqual({ inbox: 3, requested: 0, incomplete: 2, late: null });
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
    expect(await counts()).toEqual({ inbox: 3, requested: 0, incomplete: 1, late: null });
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
