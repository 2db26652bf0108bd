import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { moveIntervention } from './intervention.moves.ts';
import { overlapping } from '../overlap.testing.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let photo: Uint8Array;
let company: { id: string };
let admin: SignedIn;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['customer']>>['contact'];
let link: SignedIn;

beforeAll(async () => {
  t = await testApp();
  photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#936' } })
    .png()
    .toBuffer();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer, contact } = await t.customer(company));
  link = await t.link(contact);
});

const upload = async (as: SignedIn, name = 'fuite.png') => {
  const { status, body } = await t.ask('POST /files', { as, query: { name }, body: photo });
  expect(status).toBe(201);
  return body.id;
};
const ask = (as: SignedIn, fileIds: string[]) =>
  t.ask('POST /interventions', { as, body: { description: 'Fuite', fileIds } });
const addTo = (as: SignedIn, interventionId: string, fileIds: string[]) =>
  t.ask('POST /interventions/:interventionId/files', { as, params: { interventionId }, body: { fileIds } });

describe('photos', () => {
  it('that were uploaded go with the request, in the order they were added', async () => {
    const [first, second] = [await upload(link, 'un.png'), await upload(link, 'deux.png')];
    const { body } = await ask(link, [first, second]);
    expect(body.files.map(({ name }) => name)).toEqual(['un.png', 'deux.png']);
    const read = await t.ask('GET /interventions/:interventionId', { as: admin, params: { interventionId: body.id } });
    expect(read.body.files.map(({ id, can }) => [id, can])).toEqual([
      [first, ['delete']],
      [second, ['delete']],
    ]);
  });

  it('are fifty on one intervention at most, also when they are added at the same time', async () => {
    const { body } = await t.ask('POST /interventions', {
      as: admin,
      body: { description: 'Fuite', customerId: customer.id },
    });
    const ten = async () => Promise.all(Array.from({ length: 10 }, () => upload(admin)));
    for (let n = 0; n < 4; n++) expect((await addTo(admin, body.id, await ten())).status).toBe(201);
    const [some, others] = [await ten(), await ten()];
    const answers = await Promise.all([addTo(admin, body.id, some), addTo(admin, body.id, others)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)).toMatchObject({ code: 'intervention-full' });
  });

  it('are fifty on a customer at most, beside those of the interventions, also when they are added at the same time', async () => {
    const params = { customerId: customer.id };
    const ten = async () => Promise.all(Array.from({ length: 10 }, () => upload(admin)));
    const attach = (fileIds: string[]) =>
      t.ask('POST /customers/:customerId/attachments', { as: admin, params, body: { fileIds } });
    await ask(link, [await upload(link)]);
    for (let n = 0; n < 4; n++) expect((await attach(await ten())).status).toBe(201);
    const [some, others] = [await ten(), await ten()];
    const answers = await Promise.all([attach(some), attach(others)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)).toMatchObject({
      code: 'limit-reached',
      problem: { most: 50 },
    });
    const { body } = await t.ask('GET /customers/:customerId', { as: admin, params });
    expect(body.attachments).toHaveLength(50);
    await t.ask('DELETE /files/:fileId', { as: admin, params: { fileId: body.attachments[0]!.id } });
    const left = answers[0].status === 409 ? some : others;
    expect((await attach([left[0]!])).status).toBe(201);
  });

  it('of somebody else, or of another intervention, keep a request from being made', async () => {
    const other = await t.customer(company);
    const theirs = await upload(await t.link(other.contact));
    const mine = await upload(link);
    expect((await ask(link, [mine, theirs, newId()])).errors).toEqual([
      { field: 'fileIds.1', code: 'unknown-reference' },
      { field: 'fileIds.2', code: 'unknown-reference' },
    ]);
    const { body } = await ask(link, [mine]);
    expect(body.number).toBe(1001);
    expect((await ask(link, [mine])).errors).toEqual([{ field: 'fileIds.0', code: 'unknown-reference' }]);
  });

  it('are not added to what is cancelled in the same instant', async () => {
    const { id } = await t.intervention(customer, { status: 'scheduled' });
    const photo = await upload(link);
    const by = (await t.s.tokens.viewer(admin.token))!;
    const [, added] = await overlapping(
      t.s.store,
      (tx) => moveIntervention(t.s, tx, by, id, { to: 'cancelled', reason: 'Vendu' }),
      () => addTo(link, id, [photo]),
    );
    expect(added).toMatchObject({ status: 409, code: 'move-not-allowed' });
  });

  it('are added until it is signed or cancelled, by whoever sees it', async () => {
    const { id } = await t.intervention(customer, { status: 'done' });
    expect((await addTo(link, id, [await upload(link)])).body.items).toHaveLength(1);
    expect((await addTo(admin, id, [await upload(admin)])).status).toBe(201);
    const stranger = await t.link((await t.customer(company)).contact);
    expect((await addTo(stranger, id, [await upload(stranger)])).status).toBe(404);
    for (const status of ['signed', 'cancelled'] as const) {
      const closed = await t.intervention(customer, { status });
      expect(await addTo(link, closed.id, [await upload(link)])).toMatchObject({
        status: 409,
        code: 'move-not-allowed',
      });
    }
  });
});

describe('attachments', () => {
  it('show at the head of the customer’s portal, and under no narrower link', async () => {
    const attach = (as: SignedIn, fileIds: string[]) =>
      t.ask('POST /customers/:customerId/attachments', { as, params: { customerId: customer.id }, body: { fileIds } });
    const files = [await upload(admin, 'contrat.png'), await upload(admin, 'notice.png')];
    expect((await attach(admin, files)).body.items.map(({ name }) => name)).toEqual(['contrat.png', 'notice.png']);
    expect((await attach(link, [await upload(link)])).status).toBe(403);
    const shown = async (as: SignedIn) =>
      (await t.ask('GET /portal', { as })).body.customer?.attachments.map(({ name }) => name);
    const site = await t.site(customer);
    expect(await shown(link)).toEqual(['contrat.png', 'notice.png']);
    expect(await shown(await t.link(contact, { kind: 'site', id: site.id }))).toEqual([]);
    const sheet = await t.ask('GET /customers/:customerId', { as: admin, params: { customerId: customer.id } });
    expect(sheet.body.attachments).toHaveLength(2);
    const quiet = await t.customer(company, { options: { documents: false } });
    expect(await shown(await t.link(quiet.contact))).toEqual([]);
  });
});
