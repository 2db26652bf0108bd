import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
});

const label = (name: string) => ({ fr: name, en: name });
const add = (body: object) => t.ask('POST /fields', { as: admin, body });
const gas = { key: 'gas', label: label('Gaz') };

describe('an own field', () => {
  it('stands where its position says', async () => {
    await add({ label: label('Étage'), kind: 'number', position: 2 });
    await add({ label: label('Énergie'), kind: 'choice', choices: [gas], position: 1 });
    const { body } = await t.ask('GET /fields', { as: admin });
    expect(body.items.map((field) => field.label.fr)).toEqual(['Énergie', 'Étage']);
  });

  it.each([
    [{ kind: 'choice', choices: [] }, 'required'],
    [{ kind: 'text', choices: [gas] }, 'not-a-choice'],
    [{ kind: 'choice', choices: [gas, gas] }, 'duplicate'],
  ])('defined as %j is refused', async (definition, code) => {
    expect(await add({ label: label('Énergie'), ...definition })).toMatchObject({
      status: 422,
      errors: [{ field: 'choices', code }],
    });
  });

  it('changes all but its kind, from the version that was read', async () => {
    const { body: field } = await add({ label: label('Étage'), kind: 'number' });
    const change = (ifMatch: number, body: object) =>
      t.ask('PATCH /fields/:fieldId', { as: admin, params: { fieldId: field.id }, ifMatch, body });
    expect((await change(1, { active: false })).body).toMatchObject({ active: false, kind: 'number', version: 2 });
    expect(await change(1, { required: true })).toMatchObject({ status: 412, code: 'stale' });
    expect(await change(2, { kind: 'text' })).toMatchObject({ status: 422 });
  });

  it('of another company is not found', async () => {
    const { body: field } = await add({ label: label('Étage'), kind: 'number' });
    const stranger = await t.member(await t.company());
    const asked = { as: stranger, params: { fieldId: field.id }, ifMatch: 1, body: { active: false } };
    expect((await t.ask('PATCH /fields/:fieldId', asked)).status).toBe(404);
    expect((await t.ask('GET /fields', { as: stranger })).body.items).toEqual([]);
  });
});
