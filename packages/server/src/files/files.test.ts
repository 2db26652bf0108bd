import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { sweep } from '../operations/sweep.ts';
import type { SignedIn, TestApp } from '../testing.ts';
import { claimFiles } from './files.rules.ts';
import { run } from '../store/store.ts';
import { filesApp, photo, withoutKey } from '../testing/files.ts';

type FilesApp = Awaited<ReturnType<typeof filesApp>>;
let t: TestApp;
let company: FilesApp['company'];
let admin: FilesApp['admin'];
let technician: FilesApp['technician'];
let customer: FilesApp['customer'];
let contact: FilesApp['contact'];
let link: FilesApp['link'];
let upload: FilesApp['upload'];
let download: FilesApp['download'];
let rowOf: FilesApp['rowOf'];
let lastEntry: FilesApp['lastEntry'];
beforeAll(async () => {
  ({ t, company, admin, technician, customer, contact, link, upload, download, rowOf, lastEntry } = await filesApp());
});
afterAll(() => t.close());

describe('a file that nothing holds', () => {
  test('is its sender’s alone', async () => {
    const { body } = await upload(await photo());
    const { contact: other } = await t.customer(company);
    const stranger = await t.link(other);
    for (const as of [stranger, admin, technician]) {
      expect(await t.ask('GET /files/:fileId', { as, params: { fileId: body.id } })).toMatchObject({ status: 404 });
      expect(await t.ask('DELETE /files/:fileId', { as, params: { fileId: body.id } })).toMatchObject({ status: 404 });
    }
    expect(await t.ask('GET /files/:fileId', { as: link, params: { fileId: body.id } })).toMatchObject({ status: 200 });
  });

  test('is not read by a preview: what a contact has not sent yet is nobody else’s', async () => {
    const { body } = await upload(await photo());
    const preview = await t.session({
      companyId: company.id,
      memberId: admin.id,
      contactId: contact.id,
      scope: { kind: 'customer', id: customer.id },
    });
    const params = { fileId: body.id };
    expect(await t.ask('GET /files/:fileId', { as: preview, params })).toMatchObject({ status: 404 });
    expect(await t.ask('GET /files/:fileId', { as: link, params })).toMatchObject({ status: 200 });
    const sent = await t.ask('POST /interventions', { as: link, body: { description: 'Fuite', fileIds: [body.id] } });
    expect(sent.status).toBe(201);
    expect(await t.ask('GET /files/:fileId', { as: preview, params })).toMatchObject({ status: 200 });
  });

  test('can be taken away again: its address is dead at once, its bytes go with the next sweep', async () => {
    const { body } = await upload(await photo());
    expect(await t.ask('DELETE /files/:fileId', { as: link, params: { fileId: body.id } })).toMatchObject({
      status: 204,
    });
    expect((await download(body)).status).toBe(404);
    expect(await t.ask('DELETE /files/:fileId', { as: link, params: { fileId: body.id } })).toMatchObject({
      status: 404,
    });
    await sweep(t.s);
    await expect(t.s.storage.read(`${company.id}/${body.id}`)).rejects.toMatchObject({ code: 'missing' });
    expect(await rowOf(body.id)).toBeUndefined();
  });

  test('is swept after a day, not before', async () => {
    const { body } = await upload(await photo());
    const hours = (n: number) => Date.now() + n * 3_600_000;
    await sweep(t.s, hours(24));
    expect(await rowOf(body.id)).toBeDefined();
    await sweep(t.s, hours(26));
    expect(await rowOf(body.id)).toBeUndefined();
    await expect(t.s.storage.read(`${company.id}/${body.id}`)).rejects.toMatchObject({ code: 'missing' });
    expect(await lastEntry()).toMatchObject({ kind: 'file.removed', actor: 'system', subjectId: body.id });
  });

  test('that the storage does not give up now is swept later, and holds up nothing else', async () => {
    const [first, second] = [(await upload(await photo())).body, (await upload(await photo())).body];
    await t.s.store.transaction((tx) =>
      run(
        tx.insert(tx.t.passwordTokens).values({
          hash: 'of long ago',
          companyId: company.id,
          memberId: admin.id,
          purpose: 'reset',
          createdAt: '2020-01-01T00:00:00.000Z',
          expiresAt: '2020-01-01T01:00:00.000Z',
        }),
      ),
    );
    const at = Date.now() + 26 * 3_600_000;
    const s = withoutKey(t.s, `${company.id}/${first.id}`);
    await expect(sweep(s, at)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await rowOf(first.id)).toBeDefined();
    expect(await rowOf(second.id)).toBeUndefined();
    const { passwordTokens } = t.s.store.t;
    expect(await t.s.store.read.select().from(passwordTokens).where(eq(passwordTokens.hash, 'of long ago'))).toEqual(
      [],
    );
    await sweep(t.s, at);
    expect(await rowOf(first.id)).toBeUndefined();
  });

  test('of a day ago can no longer be claimed: the sweep may be at it', async () => {
    const { body } = await upload(await photo());
    const { files } = t.s.store.t;
    await t.s.store.transaction(function* (tx) {
      yield tx
        .update(files)
        .set({ createdAt: new Date(Date.now() - 25 * 3_600_000).toISOString() })
        .where(eq(files.id, body.id));
    });
    const asked = { description: 'Fuite', fileIds: [body.id] };
    expect(await t.ask('POST /interventions', { as: link, body: asked })).toMatchObject({
      status: 422,
      errors: [{ field: 'fileIds.0', code: 'unknown-reference' }],
    });
  });
});

describe('a claimed file', () => {
  const made = async (fileIds: string[]) =>
    t.ask('POST /interventions', { as: link, body: { description: 'Fuite', fileIds } });

  test('belongs to the intervention from then on, in the order in which it was named', async () => {
    const [first, second] = [(await upload(await photo())).body, (await upload(await photo('png'))).body];
    const { status, body } = await made([second.id, first.id]);
    expect(status).toBe(201);
    expect(new Set(body.files.map(({ id }) => id))).toEqual(new Set([first.id, second.id]));
    const seen = await t.ask('GET /files/:fileId', { as: admin, params: { fileId: first.id } });
    expect(seen).toMatchObject({ status: 200, body: { can: ['delete'] } });
    expect(await rowOf(first.id)).toMatchObject({ interventionId: body.id, customerId: customer.id });
  });

  test('cannot be claimed twice, nor somebody else’s, nor one that never was; nothing is made then', async () => {
    const mine = (await upload(await photo())).body;
    const theirs = (await upload(await photo(), admin)).body;
    await made([mine.id]);
    const free = (await upload(await photo())).body;
    const { status, errors } = await made([free.id, mine.id, theirs.id, newId(), free.id]);
    expect(status).toBe(422);
    expect(errors).toEqual([1, 2, 3, 4].map((n) => ({ field: `fileIds.${n}`, code: 'unknown-reference' })));
    expect(await rowOf(free.id)).toMatchObject({ claimedAt: null });
  });

  test('is told of with whose it is', async () => {
    const site = await t.site(customer);
    const intervention = await t.intervention(customer, { siteId: site.id, assigneeId: technician.id });
    const { body } = await upload(await photo(), technician);
    await t.ask('POST /interventions/:interventionId/files', {
      as: technician,
      params: { interventionId: intervention.id },
      body: { fileIds: [body.id] },
    });
    expect(await lastEntry()).toMatchObject({
      kind: 'file.added',
      actor: `member:${technician.id}`,
      subjectId: body.id,
      audience: [
        'office',
        `customer:${customer.id}`,
        `intervention:${intervention.id}`,
        `site:${site.id}`,
        `member:${technician.id}`,
      ],
    });
  });

  test('is not for its sender to take away, but for the office', async () => {
    const { body: file } = await upload(await photo());
    await made([file.id]);
    const remove = (as: SignedIn) => t.ask('DELETE /files/:fileId', { as, params: { fileId: file.id } });
    expect(await remove(link)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await remove(technician)).toMatchObject({ status: 404 });
    expect(await remove(admin)).toMatchObject({ status: 204 });
    expect((await download(file)).status).toBe(404);
  });

  test('of a signed intervention stays', async () => {
    const intervention = await t.intervention(customer, { status: 'signed' });
    const { body: file } = await upload(await photo(), admin);
    const viewer = (await t.s.tokens.viewer(admin.token))!;
    await t.s.store.transaction((tx) =>
      claimFiles(tx, viewer, [file.id], { customerId: customer.id, interventionId: intervention.id }),
    );
    const { body } = await t.ask('GET /files/:fileId', { as: admin, params: { fileId: file.id } });
    expect(body.can).toEqual([]);
    expect(await t.ask('DELETE /files/:fileId', { as: admin, params: { fileId: file.id } })).toMatchObject({
      status: 403,
    });
  });

  test('attached to a customer shows under the whole customer’s link, not under one of a site', async () => {
    const { body: file } = await upload(await photo(), admin);
    const attach = { as: admin, params: { customerId: customer.id }, body: { fileIds: [file.id] } };
    expect(await t.ask('POST /customers/:customerId/attachments', attach)).toMatchObject({ status: 201 });
    const site = await t.site(customer);
    const narrow = await t.link(contact, { kind: 'site', id: site.id });
    const get = (as: SignedIn) => t.ask('GET /files/:fileId', { as, params: { fileId: file.id } });
    expect(await get(link)).toMatchObject({ status: 200, body: { can: [] } });
    expect(await get(narrow)).toMatchObject({ status: 404 });
  });
});
