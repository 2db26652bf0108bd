import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeField } from '../field/field.rules.ts';
import { overlapping } from '../overlap.testing.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import { addIntervention, changeIntervention } from './intervention.rules.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;
let program: SignedIn;
let customerId: string;
let fieldId: string;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  program = await t.key(company);
  customerId = (await t.customer(company)).customer.id;
  const body = { label: { fr: 'Étage', en: 'Floor' }, kind: 'text', required: true };
  fieldId = (await t.ask('POST /fields', { as: admin, body })).body.id;
});

const viewerOf = async ({ token }: SignedIn) => (await t.s.tokens.viewer(token))!;
const counted = async () => (await t.ask('GET /interventions/counts', { as: admin })).body.incomplete;
const optional = { required: false };
const create = (fields: Record<string, string> = {}) =>
  t.ask('POST /interventions', { as: program, body: { customerId, description: 'Fuite', fields } });
const relax = () => t.ask('PATCH /fields/:fieldId', { as: admin, params: { fieldId }, ifMatch: 1, body: optional });
const empty = (interventionId: string) =>
  t.ask('PATCH /interventions/:interventionId', {
    as: program,
    params: { interventionId },
    ifMatch: 1,
    body: { fields: {} },
  });

describe('a field that is no longer compulsory leaves nothing incomplete', () => {
  it('that is created in the same instant', async () => {
    const by = await viewerOf(admin);
    const [, { status }] = await overlapping(
      t.s.store,
      (tx) => changeField(tx, by, fieldId, 1, optional),
      () => create(),
    );
    expect([status, await counted()]).toEqual([201, 0]);
  });

  it('that was being created before', async () => {
    const by = await viewerOf(program);
    const fresh = { customerId, description: 'Fuite', fields: {}, fileIds: [] };
    const [, { status }] = await overlapping(t.s.store, (tx) => addIntervention(t.s, tx, by, fresh), relax);
    expect([status, await counted()]).toEqual([200, 0]);
  });

  it('of which the answer is taken away in the same instant', async () => {
    const { body } = await create({ [fieldId]: '2' });
    const by = await viewerOf(admin);
    const [, { status }] = await overlapping(
      t.s.store,
      (tx) => changeField(tx, by, fieldId, 1, optional),
      () => empty(body.id),
    );
    expect([status, await counted()]).toEqual([200, 0]);
  });

  it('of which the answer was being taken away before', async () => {
    const { body } = await create({ [fieldId]: '2' });
    const by = await viewerOf(program);
    const [, { status }] = await overlapping(
      t.s.store,
      (tx) => changeIntervention(t.s, tx, by, body.id, 1, { fields: {} }),
      relax,
    );
    expect([status, await counted()]).toEqual([200, 0]);
  });
});
