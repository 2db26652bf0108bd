/** The discussion of a dossier: who writes, who reads, who hears of it, and in which order. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from '../app.ts';
import { newId } from '../ids.ts';
import { readLive, type LiveReader } from '../live/live.testing.ts';
import { openServer, type HttpServer } from '../server.ts';
import { sweep } from '../operations/sweep.ts';
import { contentKey } from '../storage/storage.ts';
import { photo } from '../testing/files.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import { openPlannedStore } from '../store/plans.testing.ts';
import type { TestStore } from '../testing/store.ts';
import { listMessages } from './message.rules.ts';

let t: TestApp;
let company: Awaited<ReturnType<TestApp['company']>>;
let member: Awaited<ReturnType<TestApp['member']>>;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['contact']>>;
let link: Awaited<ReturnType<TestApp['link']>>;
let dossier: Awaited<ReturnType<TestApp['dossier']>>;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  member = await t.member(company, { firstName: 'Claire', lastName: 'Vasseur' });
  ({ customer, contact } = await t.customer(company));
  link = await t.link(contact);
  dossier = await dossierOf(customer);
});

async function dossierOf(...customers: { id: string }[]) {
  const made = await t.dossier(company);
  for (const each of customers) await t.participant(made, each);
  return made;
}
const send = (as: SignedIn, body = 'Bonjour', dossierId = dossier.id, headers: Record<string, string> = {}) =>
  t.ask('POST /dossiers/:dossierId/messages', { as, params: { dossierId }, body: { body }, headers });
const read = (as: SignedIn, query: Record<string, string | number> = {}, dossierId = dossier.id) =>
  t.ask('GET /dossiers/:dossierId/messages', { as, params: { dossierId }, query });
const bodies = async (as: SignedIn) => (await read(as, { limit: 200 })).body.items.map(({ body }) => body);
const dossierChange = async (body: object) => {
  const { body: now } = await t.ask('GET /dossiers/:dossierId', { as: member, params: { dossierId: dossier.id } });
  const params = { dossierId: dossier.id };
  return t.ask('PATCH /dossiers/:dossierId', { as: member, params, ifMatch: now.version, body });
};

describe('in the discussion of a dossier', () => {
  test('members, customers and stakeholders write to one another, and read it newest first', async () => {
    const stakeholder = await t.link(await t.stakeholder(dossier));
    const sent = await send(member, 'Les radiateurs arrivent jeudi.');
    expect(sent).toMatchObject({
      status: 201,
      body: {
        dossierId: dossier.id,
        body: 'Les radiateurs arrivent jeudi.',
        author: { kind: 'member', name: 'Claire Vasseur', isMe: true },
      },
    });
    await send(link, 'Parfait, à jeudi.');
    await send(stakeholder, 'Je passerai aussi.');
    const { body } = await read(link);
    expect(body.next).toBeNull();
    expect(body.items.map((each) => [each.body, each.author])).toEqual([
      ['Je passerai aussi.', { kind: 'stakeholder', name: 'Inès Morel', isMe: false }],
      ['Parfait, à jeudi.', { kind: 'contact', name: 'Éléonore Durand', isMe: true }],
      ['Les radiateurs arrivent jeudi.', { kind: 'member', name: 'Claire', isMe: false }],
    ]);
    expect(body.items.at(-1)?.id).toBe(sent.body.id);
    expect((await read(stakeholder)).body.items.map(({ author }) => [author.name, author.isMe])).toEqual([
      ['Inès Morel', true],
      ['Éléonore Durand', false],
      ['Claire', false],
    ]);
    expect((await read(member)).body.items.map(({ author }) => [author.name, author.isMe])).toEqual([
      ['Inès Morel', false],
      ['Éléonore Durand', false],
      ['Claire Vasseur', true],
    ]);
  });

  test('what was written is kept as it is but for spaces around it; what says nothing, or too much, is refused', async () => {
    expect((await send(link, '  Bonjour,\n\n  à jeudi \n')).body.body).toBe('Bonjour,\n\n  à jeudi');
    const refusalOf = async (body: string) => (await send(link, body)).errors;
    expect(await refusalOf(' \n\u200b')).toEqual([{ field: 'body', code: 'required' }]);
    expect(await refusalOf('é'.repeat(10_001))).toEqual([{ field: 'body', code: 'too-long' }]);
    expect((await send(link, 'é'.repeat(10_000))).status).toBe(201);
  });

  test('a message stands where it came in, whatever the clock said', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      for (const at of ['10:00', '11:00', '09:00', '10:30']) {
        vi.setSystemTime(`2026-12-01T${at}:00.000Z`);
        await send(await t.member(company), at);
      }
    } finally {
      vi.useRealTimers();
    }
    expect(await bodies(member)).toEqual(['10:30', '09:00', '11:00', '10:00']);
  });

  test('of many who write at once each message stands there once', async () => {
    const texts = Array.from({ length: 20 }, (_, n) => `n° ${n}`);
    const answers = await Promise.all(texts.map((text) => send(link, text)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await bodies(link)).toSorted()).toEqual(texts.toSorted());
    const { messages } = t.s.store.t;
    const rows = (await t.s.store.read.select().from(messages)).filter((row) => row.dossierId === dossier.id);
    expect(rows.map(({ position }) => position).toSorted((one, other) => one - other)).toEqual(
      texts.map((_, n) => n + 1),
    );
  });

  test('pages follow one another though somebody writes meanwhile; the position of another dossier is refused', async () => {
    for (let n = 1; n <= 5; n++) await send(link, `${n}`);
    const first = await read(link, { limit: 2 });
    expect(first.body.items.map(({ body }) => body)).toEqual(['5', '4']);
    await send(member, '6');
    const second = await read(link, { limit: 2, cursor: first.body.next! });
    expect(second.body.items.map(({ body }) => body)).toEqual(['3', '2']);
    const third = await read(link, { limit: 2, cursor: second.body.next! });
    expect(third.body).toMatchObject({ items: [{ body: '1' }], next: null });
    const other = await dossierOf(customer);
    expect(await read(link, { cursor: first.body.next! }, other.id)).toMatchObject({
      status: 422,
      errors: [{ field: 'cursor', code: 'invalid' }],
    });
  });

  test('a message sent twice under one key stands there once', async () => {
    const answers = [];
    for (let n = 0; n < 2; n++) answers.push(await send(link, 'Bonjour', dossier.id, { 'idempotency-key': 'one' }));
    expect(answers.map(({ body }) => body.id)).toEqual([answers[0]!.body.id, answers[0]!.body.id]);
    expect(await bodies(link)).toEqual(['Bonjour']);
  });

  test('who is called otherwise by now is called so in what they wrote', async () => {
    await send(link);
    await t.ask('PATCH /contacts/:contactId', {
      as: member,
      params: { contactId: contact.id },
      ifMatch: 1,
      body: { lastName: 'Martin' },
    });
    expect((await read(member)).body.items[0]?.author.name).toBe('Éléonore Martin');
  });

  test('once it is closed nobody writes and all still read; reopened, it goes on', async () => {
    const stakeholder = await t.link(await t.stakeholder(dossier));
    await send(link);
    expect((await dossierChange({ status: 'closed' })).status).toBe(200);
    for (const as of [member, link, stakeholder]) {
      expect(await send(as)).toMatchObject({ status: 409, code: 'dossier-closed' });
      expect(await bodies(as)).toEqual(['Bonjour']);
    }
    await dossierChange({ status: 'open' });
    expect((await send(link)).status).toBe(201);
  });
});

describe('a message of one’s own', () => {
  const edit = (as: SignedIn, message: { id: string; version: number }, body = 'À vendredi') =>
    t.ask('PATCH /messages/:messageId', {
      as,
      params: { messageId: message.id },
      ifMatch: message.version,
      body: { body },
    });
  const withdraw = (as: SignedIn, { id }: { id: string }) =>
    t.ask('DELETE /messages/:messageId', { as, params: { messageId: id } });

  test('is corrected by whoever wrote it, member, customer or stakeholder, and says so to all', async () => {
    for (const as of [member, link, await t.link(await t.stakeholder(dossier))]) {
      const { body: sent } = await send(as, 'À jeudi');
      expect(sent).toMatchObject({ editedAt: null, withdrawnAt: null, can: ['edit', 'withdraw'], version: 1 });
      expect(Date.parse(sent.canUntil!) - Date.parse(sent.createdAt)).toBe(15 * 60_000);
      const corrected = await edit(as, sent, ' À vendredi ');
      expect(corrected).toMatchObject({ status: 200, body: { id: sent.id, body: 'À vendredi', version: 2 } });
      const [asRead] = (await read(as)).body.items;
      expect(asRead).toEqual(corrected.body);
      expect(asRead!.editedAt).toBe(corrected.body.editedAt);
      const other = as === member ? link : member;
      expect((await read(other)).body.items[0]).toMatchObject({
        body: 'À vendredi',
        editedAt: corrected.body.editedAt,
        can: [],
        canUntil: null,
      });
    }
  });

  test('is withdrawn: its place stays, its text is nowhere any more', async () => {
    const secret = 'Le code du portail est 4711';
    const { body: sent } = await send(link, secret, dossier.id, { 'idempotency-key': 'once' });
    expect((await withdraw(link, sent)).status).toBe(204);
    for (const as of [link, member]) {
      const { body } = await read(as);
      expect(body.items[0]).toMatchObject({ id: sent.id, body: '', can: [], canUntil: null });
      expect(body.items[0]!.withdrawnAt).not.toBeNull();
    }
    const { read: db, t: tables } = t.s.store;
    const kept = [...(await db.select().from(tables.messages)), ...(await db.select().from(tables.journal))];
    expect(JSON.stringify(kept)).not.toContain('4711');
    // Nor in what was answered when it was sent; sent again it does not come back.
    const again = await send(link, secret, dossier.id, { 'idempotency-key': 'once' });
    expect(again).toMatchObject({ status: 409, code: 'reply-lost' });
    expect(await bodies(member)).toEqual(['']);
    const [reply] = (await db.select().from(tables.idempotency)).filter(({ key }) => key === 'once');
    expect(reply).toMatchObject({ reply: '' });
    expect([(await withdraw(link, sent)).code, (await edit(link, { ...sent, version: 2 })).code]).toEqual([
      'not-found',
      'not-found',
    ]);
  });

  test('is nobody else’s to change: of those who read it refused, to others not there', async () => {
    const { body: sent } = await send(link);
    const reader = await t.link(await t.stakeholder(dossier));
    for (const as of [member, await t.member(company, { role: 'admin' }), reader])
      expect([(await edit(as, sent)).code, (await withdraw(as, sent)).code]).toEqual(['forbidden', 'forbidden']);
    const stranger = await t.link((await t.customer(company)).contact);
    const elsewhere = await t.link(contact, { kind: 'dossier', id: (await dossierOf(customer)).id });
    for (const as of [stranger, elsewhere, await t.member(await t.company())])
      expect([(await edit(as, sent)).code, (await withdraw(as, sent)).code]).toEqual(['not-found', 'not-found']);
    expect((await edit(await t.key(company), sent)).code).toBe('forbidden');
    expect(await bodies(link)).toEqual(['Bonjour']);
  });

  test('is let alone after a quarter of an hour by the server’s clock', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const begun = Date.now();
      const { body: sent } = await send(member);
      vi.setSystemTime(begun + 15 * 60_000 - 1000);
      // A token lives no longer than that.
      const later = await t.session({ companyId: company.id, memberId: member.id });
      const { body: corrected } = await edit(later, sent);
      expect(corrected.canUntil).toBe(sent.canUntil);
      vi.setSystemTime(begun + 15 * 60_000 + 1000);
      for (const late of [await edit(later, corrected, 'Trop tard'), await withdraw(later, corrected)])
        expect(late).toMatchObject({ status: 409, code: 'message-too-old' });
      expect((await read(later)).body.items[0]).toMatchObject({ body: 'À vendredi', can: [], canUntil: null });
    } finally {
      vi.useRealTimers();
    }
  });

  test('is let alone once the dossier is closed', async () => {
    const { body: sent } = await send(link);
    await dossierChange({ status: 'closed' });
    expect([(await edit(link, sent)).code, (await withdraw(link, sent)).code]).toEqual([
      'dossier-closed',
      'dossier-closed',
    ]);
    expect((await read(link)).body.items[0]).toMatchObject({ body: 'Bonjour', can: [], canUntil: null });
    await dossierChange({ status: 'open' });
    expect((await read(link)).body.items[0]!.can).toEqual(['edit', 'withdraw']);
  });

  test('corrected on two devices at once: the second is told, and nothing is lost; taken back, it is so whatever it said last', async () => {
    const { body: sent } = await send(link);
    const [one, other] = await Promise.all([edit(link, sent, 'À jeudi'), edit(link, sent, 'À vendredi')]);
    expect(new Set([one.status, other.status])).toEqual(new Set([200, 412]));
    expect(await bodies(link)).toEqual([one.status === 200 ? 'À jeudi' : 'À vendredi']);
    expect((await withdraw(link, sent)).status).toBe(204);
  });

  test('takes the same texts as a new one; what says the same is no correction', async () => {
    const { body: sent } = await send(link);
    expect((await edit(link, sent, ' ')).errors).toEqual([{ field: 'body', code: 'required' }]);
    expect((await edit(link, sent, 'é'.repeat(10_001))).errors).toEqual([{ field: 'body', code: 'too-long' }]);
    expect((await edit(link, sent, 'Bonjour')).body).toEqual(sent);
  });

  test('corrected counts among those that somebody from outside writes in an hour', async () => {
    const { body: sent } = await send(link);
    for (let n = 0; n < 59; n++) await t.s.throttle.take('messageLink', `${company.id} link:${link.id}`);
    expect((await edit(link, sent)).code).toBe('hourly-limit');
  });
});

describe('files that go with a message', () => {
  let png: Uint8Array;
  beforeAll(async () => {
    png = new Uint8Array(await photo('png'));
  });
  const upload = async (as: SignedIn, name = 'plan.png') => {
    const { status, body } = await t.ask('POST /files', { as, query: { name }, body: png });
    expect(status).toBe(201);
    return body.id;
  };
  const post = (as: SignedIn, body: object, headers: Record<string, string> = {}) =>
    t.ask('POST /dossiers/:dossierId/messages', { as, params: { dossierId: dossier.id }, body, headers });
  const withdraw = (as: SignedIn, messageId: string) =>
    t.ask('DELETE /messages/:messageId', { as, params: { messageId } });
  const documents = async (as: SignedIn) => {
    const { body } = await t.ask('GET /dossiers/:dossierId/files', { as, params: { dossierId: dossier.id } });
    return body.items.map(({ name }) => name);
  };
  const file = (as: SignedIn, fileId: string) => t.ask('GET /files/:fileId', { as, params: { fileId } });
  const shown = async (as: SignedIn) => (await read(as)).body.items.map(({ files }) => files.map(({ name }) => name));
  const hide = async (options: object) => {
    const params = { customerId: customer.id };
    expect(
      (await t.ask('PATCH /customers/:customerId', { as: member, params, ifMatch: 1, body: { options } })).status,
    ).toBe(200);
    await t.told();
  };

  test('are read in it, in the order in which they were sent, by all, and stand among the documents of the dossier', async () => {
    const stakeholder = await t.link(await t.stakeholder(dossier));
    for (const as of [link, stakeholder, member]) {
      const fileIds = [await upload(as, 'un.png'), await upload(as, 'deux.png')];
      const sent = await post(as, { body: 'Voici', fileIds });
      expect(sent).toMatchObject({
        status: 201,
        body: { body: 'Voici', files: [{ name: 'un.png' }, { name: 'deux.png' }] },
      });
      expect((await read(as)).body.items[0]).toEqual(sent.body);
      expect(sent.body.files.map(({ can }) => can)).toEqual([['delete'], ['delete']]);
    }
    await send(member, 'Merci');
    for (const as of [link, stakeholder, member]) {
      expect(await shown(as)).toEqual([[], ...Array.from({ length: 3 }, () => ['un.png', 'deux.png'])]);
      expect(await documents(as)).toEqual(Array.from({ length: 3 }, () => ['deux.png', 'un.png']).flat());
    }
  });

  test('say enough: no text is needed with them; without any, one is', async () => {
    const { status, body } = await post(link, { fileIds: [await upload(link)] });
    expect([status, body.body, body.files.length]).toEqual([201, '', 1]);
    for (const empty of [{}, { body: ' \n' }, { body: '', fileIds: [] }])
      expect((await post(link, empty)).errors).toEqual([{ field: 'body', code: 'required' }]);
    const edit = (text: string) =>
      t.ask('PATCH /messages/:messageId', {
        as: link,
        params: { messageId: body.id },
        ifMatch: body.version,
        body: { body: text },
      });
    const corrected = await edit('Vu de la rue');
    expect(corrected.body).toMatchObject({ body: 'Vu de la rue', files: [{ name: 'plan.png' }], version: 2 });
    body.version = 2;
    expect((await edit('')).body).toMatchObject({ body: '', files: [{ name: 'plan.png' }] });
    body.version = 3;
    await t.ask('DELETE /files/:fileId', { as: link, params: { fileId: body.files[0]!.id } });
    expect((await edit(' ')).errors).toEqual([{ field: 'body', code: 'required' }]);
  });

  test('are the author’s own uploads, ten at most; else nothing is sent', async () => {
    const [mine, theirs] = [await upload(link), await upload(member)];
    expect((await post(link, { body: 'Voici', fileIds: [mine, theirs, newId(), mine] })).errors).toEqual(
      [1, 2, 3].map((n) => ({ field: `fileIds.${n}`, code: 'unknown-reference' })),
    );
    const many = Array.from({ length: 11 }, () => newId());
    expect((await post(link, { fileIds: many })).errors).toEqual([{ field: 'fileIds', code: 'too-many' }]);
    expect(await bodies(link)).toEqual([]);
    const sent = await post(link, { fileIds: [mine] }, { 'idempotency-key': 'once' });
    const again = await post(link, { fileIds: [mine] }, { 'idempotency-key': 'once' });
    expect(again.body.id).toBe(sent.body.id);
    expect((await post(link, { fileIds: [mine] })).errors).toEqual([{ field: 'fileIds.0', code: 'unknown-reference' }]);
  });

  test('are gone with it when it is withdrawn, to the last byte; one of them alone by whoever sent it', async () => {
    const { body: sent } = await post(link, {
      body: 'Voici',
      fileIds: [await upload(link, 'un.png'), await upload(link, 'deux.png')],
    });
    const [first, second] = sent.files;
    expect((await t.ask('DELETE /files/:fileId', { as: link, params: { fileId: first!.id } })).status).toBe(204);
    expect([await shown(member), await documents(member)]).toEqual([[['deux.png']], ['deux.png']]);
    expect((await withdraw(link, sent.id)).status).toBe(204);
    expect([await shown(member), await documents(member), (await file(link, second!.id)).status]).toEqual([
      [[]],
      [],
      404,
    ]);
    const told = (await t.s.journal.after(company.id, 0, 500)).filter(({ kind }) => kind === 'file.removed');
    expect(told.map(({ subjectId, actor }) => [subjectId, actor])).toEqual(
      [first, second].map((each) => [each!.id, `contact:${contact.id}`]),
    );
    expect(told[1]!.audience).toContain(`dossier:${dossier.id}`);
    await sweep(t.s);
    for (const { id } of sent.files)
      await expect(t.s.storage.read(contentKey({ companyId: company.id, id }))).rejects.toMatchObject({
        code: 'missing',
      });
  });

  test('are sent into no closed dossier, also when they were uploaded before', async () => {
    const fileIds = [await upload(link)];
    await dossierChange({ status: 'closed' });
    expect(await post(link, { fileIds })).toMatchObject({ status: 409, code: 'dossier-closed' });
    await dossierChange({ status: 'open' });
    expect((await post(link, { fileIds })).status).toBe(201);
  });

  test('are shown to nobody of whom documents are hidden, nor sent by them; what is written stays', async () => {
    const fileIds = [await upload(member)];
    await post(member, { body: 'Voici', fileIds });
    await hide({ documents: false });
    expect([await bodies(link), await shown(link), await shown(member)]).toEqual([['Voici'], [[]], [['plan.png']]]);
    expect((await file(link, fileIds[0]!)).status).toBe(404);
    expect(await post(link, { body: 'Merci', fileIds: [await upload(link)] })).toMatchObject({
      status: 403,
      code: 'part-off',
    });
    expect((await send(link)).body).toMatchObject({ files: [] });
  });

  test('are found with the messages of a page through their index, whoever reads', async () => {
    const planned = await openPlannedStore(t.s.store as TestStore);
    onTestFinished(() => planned.close());
    const technician = await t.member(company, { role: 'technician' });
    await t.intervention(customer, { dossierId: dossier.id, assigneeId: technician.id });
    await post(link, { fileIds: [await upload(link)] });
    const stakeholder = await t.link(await t.stakeholder(dossier));
    const narrow = await t.link(contact, { kind: 'dossier', id: dossier.id });
    for (const as of [member, technician, link, narrow, stakeholder]) {
      const viewer = (await t.s.tokens.viewer(as.token))!;
      await listMessages({ store: planned.store, sealer: t.s.sealer }, viewer, dossier.id, { limit: 50 });
      const plans = await planned.plans();
      expect(plans).toHaveLength(1);
      expect(plans[0]).toMatchObject({ sorts: false, scans: [] });
      expect(plans[0]!.indexes).toEqual(expect.arrayContaining(['messages_position', 'files_message']));
    }
  });

  test('are documents to whom messages are hidden', async () => {
    await post(member, { body: 'Voici', fileIds: [await upload(member)] });
    await hide({ messages: false });
    expect([(await read(link)).code, await documents(link)]).toEqual(['part-off', ['plan.png']]);
  });
});

describe('the discussion of a dossier is', () => {
  test('that of all customers who take part', async () => {
    const spouse = await t.customer(company, { firstName: 'Jean' }, { firstName: 'Jean' });
    await t.participant(dossier, spouse.customer);
    const theirs = await t.link(spouse.contact);
    await send(link, 'Bonjour Jean');
    await send(theirs, 'Bonjour Éléonore');
    expect(await bodies(link)).toEqual(['Bonjour Éléonore', 'Bonjour Jean']);
    expect((await read(theirs)).body.items.map(({ author }) => author.name)).toEqual([
      'Jean Durand',
      'Éléonore Durand',
    ]);
  });

  test('that of all contacts of an organization, and of a person the main contact’s alone', async () => {
    const second = await t.link(await t.contact(customer));
    expect([(await read(second)).status, (await send(second)).status]).toEqual([404, 404]);
    const works = await t.customer(company, { kind: 'organization', firstName: '' });
    const shared = await dossierOf(works.customer);
    const colleague = await t.link(await t.contact(works.customer));
    expect((await send(colleague, 'Bonjour', shared.id)).status).toBe(201);
  });

  test('out of sight for everybody else, as one that does not exist', async () => {
    const other = await t.customer(company);
    const sibling = await dossierOf(customer);
    const abroad = await t.member(await t.company());
    const technician = await t.member(company, { role: 'technician' });
    for (const as of [
      await t.link(other.contact),
      await t.link(await t.stakeholder(sibling)),
      await t.link(contact, { kind: 'dossier', id: sibling.id }),
      abroad,
      technician,
    ]) {
      expect([await read(as), await send(as)]).toMatchObject([{ code: 'not-found' }, { code: 'not-found' }]);
      expect((await send(as, 'Bonjour', newId())).code).toBe('not-found');
    }
    await t.intervention(customer, { dossierId: dossier.id, assigneeId: technician.id });
    expect((await send(technician)).status).toBe(201);
  });

  test('closed to links of a site or an intervention, to previews that write, and where the company shows none', async () => {
    const site = await t.site(customer);
    const one = await t.intervention(customer, { dossierId: dossier.id });
    for (const scope of [
      { kind: 'site', id: site.id },
      { kind: 'intervention', id: one.id },
    ] as const) {
      const narrow = await t.link(contact, scope);
      expect([(await read(narrow)).code, (await send(narrow)).code]).toEqual(['forbidden', 'forbidden']);
    }
    await send(link);
    const { body: preview } = await t.ask('POST /session', {
      as: member,
      body: { preview: { contactId: contact.id } },
    });
    const shown = { token: preview.accessToken };
    const { body: theirs } = await read(link);
    const inert = theirs.items.map((each) => ({ ...each, can: [], canUntil: null }));
    expect((await read(shown)).body).toEqual({ ...theirs, items: inert });
    const params = { messageId: theirs.items[0]!.id };
    expect((await t.ask('DELETE /messages/:messageId', { as: shown, params })).code).toBe('preview');
    expect((await send(shown)).code).toBe('preview');
    await t.ask('PATCH /customers/:customerId', {
      as: member,
      params: { customerId: customer.id },
      ifMatch: 1,
      body: { options: { messages: false } },
    });
    expect([(await read(link)).code, (await send(link)).code]).toEqual(['part-off', 'part-off']);
  });

  test('read by the company’s programs, which write nothing: nobody would answer them', async () => {
    await send(link);
    const key = await t.key(company);
    expect((await read(key)).body.items[0]?.author).toEqual({ kind: 'contact', name: contact.name, isMe: false });
    expect((await send(key)).code).toBe('forbidden');
  });
});

describe('somebody from outside', () => {
  const use = async (allowance: 'messageLink' | 'messageContact' | 'messageCompany', who: string, times: number) => {
    for (let n = 0; n < times; n++) await t.s.throttle.take(allowance, who);
  };

  test('writes sixty messages an hour by one link, twice as many by all', async () => {
    await use('messageLink', `${company.id} link:${link.id}`, 59);
    expect((await send(link)).status).toBe(201);
    expect(await send(link)).toMatchObject({ status: 429, code: 'hourly-limit' });
    const other = await t.link(contact);
    expect((await send(other)).status).toBe(201);
    await use('messageContact', `${company.id} ${contact.id}`, 118);
    expect((await send(other)).status).toBe(429);
  });

  test('waits once all of them together have written too much; the company’s people go on', async () => {
    await use('messageCompany', company.id, 1000);
    expect((await send(link)).status).toBe(429);
    expect((await send(await t.link(await t.stakeholder(dossier)))).status).toBe(429);
    expect((await send(member)).status).toBe(201);
  });
});

describe('live', () => {
  let server: HttpServer;
  const readers: LiveReader[] = [];
  beforeAll(async () => {
    server = await openServer('127.0.0.1', 0);
    server.answer(createApp(t.s).fetch);
  });
  afterEach(() => {
    for (const reader of readers.splice(0)) reader.close();
  });
  afterAll(() => server.stop(1000));

  const listen = async ({ token }: SignedIn) => {
    const reader = await readLive(`http://127.0.0.1:${server.port}`, token);
    readers.push(reader);
    await expect.poll(() => reader.blocks.length).toBeGreaterThan(0);
    return reader;
  };
  const kinds = ({ changes }: LiveReader) => changes.map(({ kind }) => kind);

  test('all who take part hear of a message, and in which dossier it is', async () => {
    const works = await t.customer(company, { kind: 'organization', firstName: '' });
    await t.participant(dossier, works.customer);
    const hearing = await Promise.all(
      [
        await t.member(company, { role: 'office' }),
        link,
        await t.link(contact, { kind: 'dossier', id: dossier.id }),
        await t.link(await t.stakeholder(dossier)),
        await t.link(await t.contact(works.customer)),
        await t.key(company),
      ].map(listen),
    );
    const { body: sent } = await send(member);
    for (const reader of hearing) {
      await expect.poll(() => kinds(reader)).toContain('message.created');
      expect(reader.changes.find(({ kind }) => kind === 'message.created')).toMatchObject({
        subject: { type: 'message', id: sent.id, dossierId: dossier.id },
        fields: [],
      });
    }
  });

  test('they hear that one was corrected or withdrawn, and nothing of what it said', async () => {
    const hearing = await Promise.all(
      [await t.member(company, { role: 'office' }), link, await t.link(await t.stakeholder(dossier))].map(listen),
    );
    const { body: sent } = await send(member, 'Le code est 4711');
    const params = { messageId: sent.id };
    await t.ask('PATCH /messages/:messageId', { as: member, params, ifMatch: 1, body: { body: 'Le code est 4712' } });
    await t.ask('DELETE /messages/:messageId', { as: member, params });
    for (const reader of hearing) {
      await expect.poll(() => kinds(reader)).toContain('message.withdrawn');
      const told = reader.changes.filter(({ subject }) => subject.type === 'message');
      expect(told.map(({ kind, fields }) => [kind, fields])).toEqual([
        ['message.created', []],
        ['message.changed', ['body']],
        ['message.withdrawn', []],
      ]);
      expect(told.every(({ subject }) => subject.dossierId === dossier.id)).toBe(true);
      expect(JSON.stringify(reader.blocks)).not.toContain('471');
    }
  });

  test('nobody else does', async () => {
    const sibling = await dossierOf(customer);
    const other = await t.customer(company);
    const site = await t.site(customer);
    const one = await t.intervention(customer, { dossierId: dossier.id });
    const deaf = await Promise.all(
      [
        await t.link(await t.stakeholder(sibling)),
        await t.link(contact, { kind: 'dossier', id: sibling.id }),
        await t.link(contact, { kind: 'site', id: site.id }),
        await t.link(contact, { kind: 'intervention', id: one.id }),
        await t.link(other.contact),
        await t.link(await t.contact(customer)),
        await t.member(company, { role: 'technician' }),
      ].map(listen),
    );
    expect((await send(link)).status).toBe(201);
    // What all of them hear comes after it.
    const { body: settings } = await t.ask('GET /company', { as: member });
    await t.ask('PATCH /company', { as: member, ifMatch: settings.version, body: { phone: '+33472000001' } });
    for (const reader of deaf) {
      await expect.poll(() => kinds(reader)).toContain('company.changed');
      expect(kinds(reader)).not.toContain('message.created');
    }
  });

  test('nothing is told where the company shows no messages', async () => {
    await t.ask('PATCH /customers/:customerId', {
      as: member,
      params: { customerId: customer.id },
      ifMatch: 1,
      body: { options: { messages: false } },
    });
    const reader = await listen(link);
    await send(member);
    const { body: settings } = await t.ask('GET /company', { as: member });
    await t.ask('PATCH /company', { as: member, ifMatch: settings.version, body: { phone: '+33472000001' } });
    await expect.poll(() => kinds(reader)).toContain('company.changed');
    expect(kinds(reader)).not.toContain('message.created');
  });
});
