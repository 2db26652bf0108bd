import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDelivery } from '../delivery/delivery.ts';
import { MailReader } from '../delivery/reader.ts';
import { fold } from '../fold.ts';
import type { Worker } from '../worker.ts';
import { run } from '../store/store.ts';
import { someAddress, testApp, testUrl, type TestApp } from '../testing.ts';

let t: TestApp;
let delivery: Worker;
beforeAll(async () => {
  // No PARVIS_SMTP_URL: mails wait.
  t = await testApp();
  delivery = startDelivery(t.s);
});
afterAll(async () => {
  await delivery.stop();
  await t.close();
});

/** A company with mails that wait: links, and one invitation. */
const waiting = async (links: number) => {
  const company = await t.company();
  const admin = await t.member(company);
  const { contact } = await t.customer(company);
  for (let n = 0; n < links; n++)
    await t.ask('POST /links', { as: admin, body: { contactId: contact.id, delivery: 'mail' } });
  const { body: invited } = await t.ask('POST /members', {
    as: admin,
    body: { firstName: 'Thomas', lastName: 'Roux', email: 'thomas@atelier.example' },
  });
  const list = (query: Record<string, string | number> = {}) => t.ask('GET /outbox', { as: admin, query });
  await expect.poll(async () => (await list({ limit: 200 })).body.items).toHaveLength(links + 1);
  return { company, admin, contact, invited, list };
};

test('without a mail server mails wait, for no hour in particular, and can be read', async () => {
  const { admin, contact, list } = await waiting(1);
  const { items } = (await list()).body;
  expect(
    items.map(({ kind, to, subject, status, attempts, nextAttemptAt }) => ({
      kind,
      to,
      subject,
      status,
      attempts,
      nextAttemptAt,
    })),
  ).toEqual([
    {
      kind: 'invitation',
      to: 'thomas@atelier.example',
      subject: 'Votre accès – Atelier des Monts',
      status: 'waiting',
      attempts: 0,
      nextAttemptAt: null,
    },
    {
      kind: 'link',
      to: contact.email,
      subject: 'Votre espace client – Atelier des Monts',
      status: 'waiting',
      attempts: 0,
      nextAttemptAt: null,
    },
  ]);
  const read = async (id: string) =>
    (await t.ask('GET /outbox/:mailId', { as: admin, params: { mailId: id } })).body.text;
  expect(await read(items[0]!.id)).toContain(`Choisir mon mot de passe :\n${testUrl}/desk#welcome=•••\n`);
  expect(await read(items[1]!.id)).toContain(`Ouvrir mon espace :\n${testUrl}/p#•••\n`);
});

test('the list is newest first, in pages, and by state', async () => {
  const { list } = await waiting(6);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const { body } = await list({ limit: 3, ...(cursor !== null && { cursor }) });
    seen.push(...body.items.map(({ id }) => id));
    cursor = body.next;
  } while (cursor !== null);
  const all = (await list({ status: 'waiting' })).body.items;
  expect(seen).toEqual(all.map(({ id }) => id));
  expect(all.map(({ createdAt }) => createdAt)).toEqual(
    all
      .map(({ createdAt }) => createdAt)
      .toSorted()
      .toReversed(),
  );
  expect((await list({ status: 'failed' })).body.items).toEqual([]);
});

test('a mail is asked for again only by its own company, and the asking is in the journal', async () => {
  const { company, admin, list } = await waiting(1);
  const { id } = (await list()).body.items[0]!;
  expect((await t.ask('POST /outbox/:mailId/attempts', { as: admin, params: { mailId: id } })).status).toBe(202);
  expect((await t.s.journal.after(company.id, 0, 100)).at(-1)).toMatchObject({
    kind: 'mail.retried',
    subjectId: id,
    actor: `member:${admin.id}`,
  });
  const stranger = await t.member(await t.company());
  for (const route of ['GET /outbox/:mailId', 'POST /outbox/:mailId/attempts'] as const)
    expect((await t.ask(route, { as: stranger, params: { mailId: id } })).status).toBe(404);
});

test('the mails of a company fill its outbox once, however often the server starts', async () => {
  const { list } = await waiting(3);
  const again = [new MailReader(t.s), new MailReader(t.s)];
  for (const reader of again) await reader.findBehind();
  await Promise.all(again.map((reader) => reader.readOn(new AbortController().signal)));
  expect((await list()).body.items).toHaveLength(4);
});

test('an invitation that was replaced is not sent again, whoever asks: the one-time link of before stays dead', async () => {
  const { admin, invited, list } = await waiting(0);
  const [old] = (await list()).body.items;
  const again = await t.ask('POST /members/:memberId/invitations', { as: admin, params: { memberId: invited.id } });
  expect(again.status).toBe(202);
  expect((await t.ask('GET /outbox/:mailId', { as: admin, params: { mailId: old!.id } })).body).toMatchObject({
    status: 'failed',
    lastError: 'replaced',
  });
  const retry = () => t.ask('POST /outbox/:mailId/attempts', { as: admin, params: { mailId: old!.id } });
  expect(await retry()).toMatchObject({ status: 409, code: 'given-up' });
  // Whatever else keeps a mail from leaving for good.
  const { outbox } = t.s.store.t;
  const ended = async (lastError: string) => {
    await t.s.store.transaction((tx) => run(tx.update(outbox).set({ lastError }).where(eq(outbox.id, old!.id))));
    return (await retry()).code;
  };
  for (const reason of ['recipient-gone', 'link-ended', 'already-active', 'not-active', 'subject-gone'])
    expect([reason, await ended(reason)]).toEqual([reason, 'given-up']);
  expect(await ended('no-address')).toBeUndefined();
});

test('mails are found by the customer they are about and the member they are to, in pages, and never another company’s', async () => {
  const { admin, list } = await waiting(0);
  const written = async (lastName: string, links: number) => {
    const contact = { lastName, email: `${fold(lastName).replaceAll(' ', '')}@client.example` };
    const body = { lastName, address: someAddress, contact };
    const { body: customer } = await t.ask('POST /customers', { as: admin, body });
    const contactId = customer.contacts[0]!.id;
    for (let n = 0; n < links; n++) await t.ask('POST /links', { as: admin, body: { contactId, delivery: 'mail' } });
    return { ...contact, id: customer.id };
  };
  const others = await written('Le Goff', 1);
  const contact = await written('Girard', 3);
  await expect.poll(async () => (await list()).body.items).toHaveLength(5);
  const found = async (query: Record<string, string | number>) => {
    const { items, next } = (await list(query)).body;
    return { to: items.map(({ to }) => to), next };
  };
  expect((await found({ q: 'legoff' })).to).toEqual([others.email]);
  expect((await found({ q: contact.email })).to).toEqual([contact.email, contact.email, contact.email]);
  expect((await found({ q: 'Roux Thom' })).to).toEqual(['thomas@atelier.example']);
  expect((await found({ q: 'thomas', status: 'sent' })).to).toEqual([]);
  expect((await found({ q: '…' })).to).toEqual([]);
  const first = await found({ q: contact.email, limit: 2 });
  expect((await found({ q: contact.email, limit: 2, cursor: first.next! })).to).toEqual([contact.email]);
  expect((await list({ q: 'thomas', cursor: first.next! })).status).toBe(422);
  expect((await found({ customerId: others.id })).to).toEqual([others.email]);

  const stranger = await t.member(await t.company());
  for (const query of [{ q: 'legoff' }, { customerId: others.id }] as Record<string, string>[])
    expect((await t.ask('GET /outbox', { as: stranger, query })).body.items).toEqual([]);
});
