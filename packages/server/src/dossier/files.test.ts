/** The documents of a dossier: who adds, reads and takes them away, and who hears of it. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { File } from '@parvis/sdk/contract';
import { visible } from '../access/visible.ts';
import { makeThumbnails } from '../files/thumbnails.ts';
import { newId } from '../ids.ts';
import { sweep } from '../operations/sweep.ts';
import { overlapping } from '../overlap.testing.ts';
import { openPlannedStore } from '../store/plans.testing.ts';
import { run } from '../store/store.ts';
import { contentKey, thumbnailKey } from '../storage/storage.ts';
import { photo } from '../testing/files.ts';
import type { TestStore } from '../testing/store.ts';
import { testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';
import { now } from '../time.ts';
import { listFiles } from './dossier.files.ts';
import { changeDossier } from './dossier.rules.ts';
import { removeStakeholder } from './stakeholder.rules.ts';

let t: TestApp;
let png: Uint8Array;
let company: Awaited<ReturnType<TestApp['company']>>;
let admin: Awaited<ReturnType<TestApp['member']>>;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['contact']>>;
let link: Awaited<ReturnType<TestApp['link']>>;
let dossier: Awaited<ReturnType<TestApp['dossier']>>;
let stakeholder: Awaited<ReturnType<TestApp['stakeholder']>>;
let theirs: Awaited<ReturnType<TestApp['link']>>;

beforeAll(async () => {
  t = await testApp();
  png = new Uint8Array(await photo('png'));
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer, contact } = await t.customer(company));
  link = await t.link(contact);
  dossier = await t.dossier(company);
  await t.participant(dossier, customer);
  stakeholder = await t.stakeholder(dossier);
  theirs = await t.link(stakeholder);
});

const upload = async (as: SignedIn, name = 'plan.png') => {
  const { status, body } = await t.ask('POST /files', { as, query: { name }, body: png });
  expect(status).toBe(201);
  return body.id;
};
const claim = (as: SignedIn, fileIds: string[], dossierId = dossier.id) =>
  t.ask('POST /dossiers/:dossierId/files', { as, params: { dossierId }, body: { fileIds } });
const add = async (as: SignedIn, name?: string) => {
  const { status, body } = await claim(as, [await upload(as, name)]);
  expect(status).toBe(201);
  return body.items[0]!;
};
const list = (as: SignedIn, query: Record<string, string | number> = {}, dossierId = dossier.id) =>
  t.ask('GET /dossiers/:dossierId/files', { as, params: { dossierId }, query });
const names = async (as: SignedIn) => (await list(as)).body.items.map(({ name }) => name);
const read = (as: SignedIn, fileId: string) => t.ask('GET /files/:fileId', { as, params: { fileId } });
const remove = (as: SignedIn, fileId: string) => t.ask('DELETE /files/:fileId', { as, params: { fileId } });
const download = async ({ url }: Pick<File, 'url'>) => {
  const { status, body } = await t.app.fetch(new Request(`${testUrl}${url}`));
  await body?.cancel();
  return status;
};
const setStatus = async (status: 'open' | 'closed') => {
  const params = { dossierId: dossier.id };
  const { body } = await t.ask('GET /dossiers/:dossierId', { as: admin, params });
  const changed = await t.ask('PATCH /dossiers/:dossierId', {
    as: admin,
    params,
    ifMatch: body.version,
    body: { status },
  });
  expect(changed.status).toBe(200);
};
const hide = async (options: object) => {
  const { body } = await t.ask('GET /customers/:customerId', { as: admin, params: { customerId: customer.id } });
  await t.ask('PATCH /customers/:customerId', {
    as: admin,
    params: { customerId: customer.id },
    ifMatch: body.version,
    body: { options },
  });
  await t.told();
};
const entriesOf = async (id: string) =>
  (await t.s.journal.after(company.id, 0, 500)).filter(({ subjectId }) => subjectId === id);
/** Rows as an upload leaves them, and claiming. */
const insert = (count: number, given: object = {}) =>
  t.s.store.transaction(function* (tx) {
    for (let n = 0; n < count; n++)
      yield* run(
        tx.insert(tx.t.files).values({
          id: newId(),
          companyId: company.id,
          owner: 'system:none',
          dossierId: dossier.id,
          name: `${n}.pdf`,
          mediaType: 'application/pdf',
          size: 1,
          sha256: '',
          thumbnail: 'none',
          claimedAt: now(),
          createdAt: now(),
          ...given,
        }),
      );
  });

describe('the documents of a dossier', () => {
  test('are added by customers, stakeholders and the company, and read by all of them, newest first', async () => {
    const key = await t.key(company);
    await add(link, 'Photo.png');
    await add(theirs, 'Plan.png');
    await add(admin, 'Notice.png');
    await add(key, 'Certificat.png');
    for (const as of [link, theirs, admin, key, await t.link(contact, { kind: 'dossier', id: dossier.id })]) {
      const { body } = await list(as);
      expect(body.items.map(({ name }) => name)).toEqual(['Certificat.png', 'Notice.png', 'Plan.png', 'Photo.png']);
      expect(body.next).toBeNull();
      for (const file of body.items)
        expect([(await read(as, file.id)).status, await download(file)]).toEqual([200, 200]);
    }
  });

  test('follow one another in pages; the position of another dossier is refused', async () => {
    for (const name of ['1.png', '2.png', '3.png']) await add(admin, name);
    const first = await list(link, { limit: 2 });
    expect(first.body.items.map(({ name }) => name)).toEqual(['3.png', '2.png']);
    await add(theirs, '4.png');
    const second = await list(link, { limit: 2, cursor: first.body.next! });
    expect(second.body).toMatchObject({ items: [{ name: '1.png' }], next: null });
    const other = await t.dossier(company);
    await t.participant(other, customer);
    expect(await list(link, { cursor: first.body.next! }, other.id)).toMatchObject({
      status: 422,
      errors: [{ field: 'cursor', code: 'invalid' }],
    });
  });

  test('are found through their index, whoever asks', async () => {
    const planned = await openPlannedStore(t.s.store as TestStore);
    onTestFinished(() => planned.close());
    const s = { ...t.s, store: planned.store };
    const technician = await t.member(company, { role: 'technician' });
    await t.intervention(customer, { dossierId: dossier.id, assigneeId: technician.id });
    await insert(3);
    const narrow = await t.link(contact, { kind: 'dossier', id: dossier.id });
    for (const as of [admin, technician, link, narrow, theirs]) {
      const viewer = (await t.s.tokens.viewer(as.token))!;
      const first = await listFiles(s, viewer, dossier.id, { limit: 2 });
      await listFiles(s, viewer, dossier.id, { limit: 2, cursor: first.next! });
      const plans = await planned.plans();
      expect(plans).toHaveLength(2);
      for (const plan of plans) {
        expect(plan).toMatchObject({ sorts: false, scans: [] });
        expect(plan.indexes).toContain('files_dossier');
      }
    }
  });

  test('are not those of its interventions, nor those of another', async () => {
    const { id: interventionId } = await t.intervention(customer, { dossierId: dossier.id });
    const params = { interventionId };
    await t.ask('POST /interventions/:interventionId/files', {
      as: link,
      params,
      body: { fileIds: [await upload(link)] },
    });
    expect(await names(link)).toEqual([]);
    const document = await add(link);
    const { body } = await t.ask('GET /interventions/:interventionId', { as: link, params });
    expect(body.files.map(({ id }) => id)).not.toContain(document.id);
    const { body: sheet } = await t.ask('GET /portal', { as: link });
    expect(sheet.customer?.attachments).toEqual([]);
  });

  test('are five hundred at most, also when they are added at the same time', async () => {
    await insert(498);
    const [one, other] = [
      [await upload(link), await upload(link)],
      [await upload(admin), await upload(admin)],
    ];
    const answers = await Promise.all([claim(link, one), claim(admin, other)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)).toMatchObject({
      code: 'limit-reached',
      problem: { most: 500 },
    });
  });

  test('are uploaded by whoever adds them, once', async () => {
    const [mine, other] = [await upload(link), await upload(theirs)];
    expect((await claim(link, [mine, other, newId(), mine])).errors).toEqual(
      [1, 2, 3].map((n) => ({ field: `fileIds.${n}`, code: 'unknown-reference' })),
    );
    expect((await claim(link, [mine])).status).toBe(201);
    expect((await claim(link, [mine])).errors).toEqual([{ field: 'fileIds.0', code: 'unknown-reference' }]);
    expect((await claim(link, [])).status).toBe(422);
  });

  test('bear their names to the letter, and harm nobody who saves them', async () => {
    for (const name of ['../../x.pdf', '\u202egpj.exe', '<img src=x onerror=alert(1)>.png', '🏠'.repeat(60)]) {
      const file = await add(theirs, name);
      expect((await list(link)).body.items[0]!.name).toBe(name);
      const response = await t.app.fetch(new Request(`${testUrl}${file.url}`));
      const saved = response.headers.get('content-disposition')!;
      expect(saved).toMatch(/^attachment; /);
      expect(saved).not.toMatch(/filename[^;]*(\.\.\/|%2F|%E2%80%AE|<)/i);
      await response.body?.cancel();
    }
    const long = await t.ask('POST /files', { as: theirs, query: { name: 'a'.repeat(300) }, body: png });
    expect(long.errors).toEqual([{ field: 'name', code: 'too-long' }]);
  });
});

describe('a document is out of sight', () => {
  test('for everybody who does not reach the dossier, as one that does not exist', async () => {
    const file = await add(link);
    const sibling = await t.dossier(company);
    await t.participant(sibling, customer);
    const site = await t.site(customer);
    const one = await t.intervention(customer, { dossierId: dossier.id });
    const strangers = [
      await t.link((await t.customer(company)).contact),
      await t.link(await t.stakeholder(sibling)),
      await t.link(contact, { kind: 'dossier', id: sibling.id }),
      await t.link(await t.contact(customer)),
      await t.member(company, { role: 'technician' }),
      await t.member(await t.company()),
    ];
    for (const as of strangers) {
      expect([(await list(as)).code, (await read(as, file.id)).code, (await remove(as, file.id)).code]).toEqual([
        'not-found',
        'not-found',
        'not-found',
      ]);
      expect((await claim(as, [await upload(as)])).code).toBe('not-found');
      expect((await claim(as, [newId()], newId())).code).toBe('not-found');
    }
    for (const scope of [
      { kind: 'site', id: site.id },
      { kind: 'intervention', id: one.id },
    ] as const) {
      const narrow = await t.link(contact, scope);
      expect([(await list(narrow)).code, (await claim(narrow, [newId()])).code]).toEqual(['forbidden', 'forbidden']);
      expect([(await read(narrow, file.id)).code, (await remove(narrow, file.id)).code]).toEqual([
        'not-found',
        'not-found',
      ]);
    }
  });

  test('everywhere for whom the company shows no documents; of their own uploads nothing changes', async () => {
    const file = await add(link);
    await hide({ documents: false });
    const unclaimed = await upload(link);
    expect([(await list(link)).code, (await claim(link, [unclaimed])).code]).toEqual(['part-off', 'part-off']);
    expect([(await read(link, file.id)).code, await download(file), (await remove(link, file.id)).code]).toEqual([
      'not-found',
      404,
      'not-found',
    ]);
    expect((await read(link, unclaimed)).status).toBe(200);
    const asked = { as: link, params: { dossierId: dossier.id } };
    expect((await t.ask('GET /dossiers/:dossierId', asked)).body.can).toEqual(['write', 'set_reference']);
    // The other actors see it as before.
    expect([(await read(theirs, file.id)).status, await names(admin)]).toEqual([200, ['plan.png']]);
  });

  test('of a technician until work in the dossier is given to them', async () => {
    const technician = await t.member(company, { role: 'technician' });
    const file = await add(link);
    expect((await read(technician, file.id)).status).toBe(404);
    await t.intervention(customer, { dossierId: dossier.id, assigneeId: technician.id });
    expect([(await read(technician, file.id)).body.can, await names(technician)]).toEqual([[], ['plan.png']]);
    expect((await remove(technician, file.id)).code).toBe('forbidden');
    const own = await add(technician, 'relevé.png');
    expect(own.can).toEqual(['delete']);
    expect((await remove(technician, own.id)).status).toBe(204);
  });

  test('of whoever left the dossier, and of a stakeholder who was removed', async () => {
    const other = await t.customer(company);
    await t.participant(dossier, other.customer);
    const file = await add(link);
    const left = await t.link(other.contact);
    expect((await read(left, file.id)).status).toBe(200);
    const params = { dossierId: dossier.id };
    const leave = { customerIds: [customer.id] };
    await t.ask('PATCH /dossiers/:dossierId', { as: admin, params, ifMatch: 1, body: leave });
    await t.ask('DELETE /stakeholders/:stakeholderId', { as: admin, params: { stakeholderId: stakeholder.id } });
    await t.told();
    expect([(await read(left, file.id)).status, (await read(theirs, file.id)).status]).toEqual([404, 401]);
  });
});

describe('a document is taken away', () => {
  test('by whoever added it and by the office, and by nobody else', async () => {
    const [ofCustomer, ofStakeholder, ofCompany] = [await add(link), await add(theirs), await add(admin)];
    const partner = await t.customer(company);
    await t.participant(dossier, partner.customer);
    const partners = await t.link(partner.contact);
    const can = async (as: SignedIn) => (await list(as)).body.items.map((each) => each.can.length);
    expect(await can(link)).toEqual([0, 0, 1]);
    expect(await can(theirs)).toEqual([0, 1, 0]);
    expect(await can(partners)).toEqual([0, 0, 0]);
    expect(await can(await t.member(company, { role: 'office' }))).toEqual([1, 1, 1]);
    for (const [as, file] of [
      [theirs, ofCustomer],
      [partners, ofCustomer],
      [link, ofStakeholder],
      [theirs, ofCompany],
    ] as const)
      expect((await remove(as, file.id)).code).toBe('forbidden');
    expect((await remove(link, ofCustomer.id)).status).toBe(204);
    expect((await remove(theirs, ofStakeholder.id)).status).toBe(204);
    expect((await remove(admin, ofCompany.id)).status).toBe(204);
    expect(await names(admin)).toEqual([]);
  });

  test('and is gone: its address, its bytes, its thumbnail, and recorded as deleted', async () => {
    const file = await add(link);
    await makeThumbnails(t.s);
    const { body } = await read(link, file.id);
    expect(body.thumbnailUrl).not.toBeNull();
    await remove(link, file.id);
    expect([await download(body), await download({ url: body.thumbnailUrl! })]).toEqual([404, 404]);
    expect((await remove(link, file.id)).status).toBe(404);
    const told = await entriesOf(file.id);
    expect(told.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['file.uploaded', `contact:${contact.id}`],
      ['file.added', `contact:${contact.id}`],
      ['file.changed', 'system'],
      ['file.removed', `contact:${contact.id}`],
    ]);
    await sweep(t.s);
    const key = { companyId: company.id, id: file.id };
    for (const each of [contentKey(key), thumbnailKey(key)])
      await expect(t.s.storage.read(each)).rejects.toMatchObject({ code: 'missing' });
    const { files } = t.s.store.t;
    expect(await t.s.store.read.select().from(files).where(eq(files.id, file.id))).toEqual([]);
  });

  test('by no preview, which may add none either', async () => {
    const file = await add(link);
    const { body } = await t.ask('POST /session', { as: admin, body: { preview: { contactId: contact.id } } });
    const shown = { token: body.accessToken };
    expect((await list(shown)).body.items).toMatchObject([{ id: file.id, can: [] }]);
    expect([(await remove(shown, file.id)).code, (await claim(shown, [newId()])).code]).toEqual(['preview', 'preview']);
  });
});

describe('of a closed dossier', () => {
  test('documents are read and none is added or taken away, through any door; reopened, it goes on', async () => {
    const everybody = [link, theirs, admin, await t.key(company)];
    const own = [];
    for (const as of everybody) own.push(await add(as));
    // Begun before it was closed.
    const begun = await Promise.all(everybody.map((as) => upload(as)));
    await setStatus('closed');
    for (const [n, as] of everybody.entries()) {
      expect(await claim(as, [begun[n]!])).toMatchObject({ status: 409, code: 'dossier-closed' });
      expect(await remove(as, own[n]!.id)).toMatchObject({ status: 409, code: 'dossier-closed' });
      const { body } = await list(as);
      expect(body.items.map((each) => each.can)).toEqual([[], [], [], []]);
      expect([(await read(as, own[n]!.id)).body.can, await download(body.items[0]!)]).toEqual([[], 200]);
    }
    expect((await remove(theirs, own[0]!.id)).code).toBe('forbidden');
    await setStatus('open');
    for (const [n, as] of everybody.entries()) {
      expect((await claim(as, [begun[n]!])).status).toBe(201);
      expect((await remove(as, own[n]!.id)).status).toBe(204);
    }
  });

  test('nothing is added or taken away in the instant in which it is closed', async () => {
    const [file, begun] = [await add(link), await upload(link)];
    const by = (await t.s.tokens.viewer(admin.token))!;
    const [, added, removed] = await overlapping(
      t.s.store,
      (tx) => changeDossier(tx, by, dossier.id, 1, { status: 'closed' }),
      () => Promise.all([claim(link, [begun]), remove(link, file.id)]),
    ).then(([closed, [one, other]]) => [closed, one, other] as const);
    expect([added.code, removed.code]).toEqual(['dossier-closed', 'dossier-closed']);
    expect(await names(admin)).toEqual(['plan.png']);
  });

  test('a stakeholder who is removed in the instant adds nothing', async () => {
    const begun = await upload(theirs);
    const by = (await t.s.tokens.viewer(admin.token))!;
    const [, added] = await overlapping(
      t.s.store,
      (tx) => removeStakeholder(tx, by, stakeholder.id),
      () => claim(theirs, [begun]),
    );
    expect(added.status).toBe(401);
    expect(await names(admin)).toEqual([]);
  });
});

describe('of a document hear', () => {
  const hear = async (as: SignedIn, id: string) => {
    const viewer = (await t.s.tokens.viewer(as.token))!;
    return (await entriesOf(id)).filter((entry) => visible(t.s.features, viewer, entry)).map(({ kind }) => kind);
  };

  test('all who reach the dossier and are shown documents, and in which dossier it is', async () => {
    const office = await t.member(company, { role: 'office' });
    const file = await add(theirs);
    await remove(theirs, file.id);
    for (const as of [office, link, await t.link(contact, { kind: 'dossier', id: dossier.id })])
      expect(await hear(as, file.id)).toEqual(['file.added', 'file.removed']);
    const sibling = await t.dossier(company);
    await t.participant(sibling, customer);
    for (const as of [
      await t.link(await t.stakeholder(sibling)),
      await t.link(contact, { kind: 'dossier', id: sibling.id }),
      await t.link((await t.customer(company)).contact),
    ])
      expect(await hear(as, file.id)).toEqual([]);
    const { body } = await t.ask('GET /changes', { as: office });
    expect(body.items.filter(({ subject }) => subject.id === file.id).map(({ subject }) => subject)).toEqual(
      Array.from({ length: 2 }, () => ({ type: 'file', id: file.id, dossierId: dossier.id })),
    );
    await hide({ documents: false });
    expect(await hear(await t.link(contact), file.id)).toEqual([]);
  });
});
