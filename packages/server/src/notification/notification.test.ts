/** What people choose to be mailed: at the API, and from a mail without being signed in. */
import { expect, test } from 'vitest';
import { createApp } from '../app.ts';
import { inDossier } from '../delivery/coalesce.ts';
import type { ReceivedMail } from '../delivery/smtp.testing.ts';
import { testUrl, type SignedIn } from '../testing.ts';
import { arrived, later, mailsTo, office, outbox, retry, smtp, t, useDelivery } from '../testing/delivery.ts';
import { serveMailPage } from './notification.page.ts';

useDelivery();

async function begin() {
  const { company, admin } = await office();
  const { customer, contact } = await t.customer(company, {}, { lang: 'en' });
  const dossier = await t.dossier(company);
  await t.participant(dossier, customer);
  const stakeholder = await t.stakeholder(dossier);
  const link = await t.link(contact);
  return { company, admin, customer, contact, dossier, stakeholder, link };
}
type Begun = Awaited<ReturnType<typeof begin>>;

const send = async (as: SignedIn, { id: dossierId }: { id: string }, body = 'Bonjour') =>
  expect(
    (await t.ask('POST /dossiers/:dossierId/messages', { as, params: { dossierId }, body: { body } })).status,
  ).toBe(201);
const written = (admin: Begun['admin'], count: number) =>
  expect.poll(async () => (await outbox(admin)).length).toBe(count);
const read = async (as: SignedIn) => (await t.ask('GET /notifications', { as })).body;
const choose = (as: SignedIn, messages: string) => t.ask('PATCH /notifications', { as, body: { messages } });
const header = ({ headers }: ReceivedMail, name: string) => headers.find(({ key }) => key === name)?.value ?? '';
const stopIn = (mail: ReceivedMail) => /^<(https:\/\/\S+)>$/.exec(header(mail, 'list-unsubscribe'))?.[1] ?? '';

const mailsOf = async ({ admin }: Begun, { email }: { email: string }) =>
  (await outbox(admin)).filter(({ to }) => to === email);
/** The mail about a message that the office writes, to the contact. */
const mailed = async (begun: Begun): Promise<ReceivedMail> => {
  const { admin, dossier, contact } = begun;
  const [made, before] = [(await mailsOf(begun, contact)).length, mailsTo(contact.email).length];
  await send(admin, dossier);
  await expect.poll(async () => (await mailsOf(begun, contact)).length).toBe(made + 1);
  later(inDossier.apart);
  const mail = (await arrived(contact.email, before + 1)).at(-1)!;
  await expect.poll(async () => (await mailsOf(begun, contact))[0]?.status).toBe('sent');
  return mail;
};
const page = () => {
  const app = createApp(t.s);
  serveMailPage(app, t.s);
  return async (url: string, init: RequestInit = {}) => {
    const response = await app.request(url, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
};
const press = (choice: string): RequestInit => ({ method: 'POST', body: new URLSearchParams({ choice }) });
const oneClick: RequestInit = {
  method: 'POST',
  body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
};

test('everybody is mailed all until they choose otherwise, each for themselves', async () => {
  const { admin, link, stakeholder, company } = await begin();
  const theirs = await t.link(stakeholder);
  const other = await t.member(company, { role: 'technician' });
  for (const [n, as] of [admin, link, theirs, other].entries()) {
    expect(await read(as)).toEqual({ messages: 'all' });
    const wanted = ['digest', 'none', 'digest', 'none'][n]!;
    expect(await choose(as, wanted)).toMatchObject({ status: 200, body: { messages: wanted } });
  }
  await t.told();
  expect(await Promise.all([admin, link, theirs, other].map(read))).toEqual(
    ['digest', 'none', 'digest', 'none'].map((messages) => ({ messages })),
  );
  expect((await choose(link, 'often')).errors).toEqual([{ field: 'messages', code: 'invalid' }]);
  expect((await t.ask('PATCH /notifications', { as: link, body: {} })).body).toEqual({ messages: 'none' });
  expect((await t.ask('GET /notifications', { as: await t.key(company) })).code).toBe('forbidden');
});

test('who wants none is mailed none, also of what waits; who wants all again is', async () => {
  const begun = await begin();
  const { admin, dossier, contact, link, stakeholder } = begun;
  await send(admin, dossier);
  await written(admin, 2);
  await choose(link, 'none');
  later(inDossier.waits);
  await arrived(stakeholder.email);
  const theirs = async () => (await outbox(admin)).find(({ to }) => to === contact.email)!;
  await expect.poll(theirs).toMatchObject({ status: 'failed', lastError: 'unsubscribed' });
  expect((await retry(admin, (await theirs()).id)).code).toBe('given-up');
  await send(admin, dossier);
  await written(admin, 3);
  expect(mailsTo(contact.email)).toEqual([]);
  await choose(link, 'all');
  expect((await mailed(begun)).recipients).toEqual([contact.email]);
});

test('a mail says where to stop it: to programs in its headers, to people below what it says', async () => {
  const begun = await begin();
  const first = await mailed(begun);
  const stop = stopIn(first);
  expect(stop).toMatch(new RegExp(`^${testUrl}/mail/[\\w-]{64}$`));
  expect(header(first, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  expect(first.text).toContain(`Get fewer of these e-mails, or none:\n${stop}`);
  expect(first.html).toContain(`href="${stop}"`);
  // The same in each of their mails, and another for everybody else.
  expect(stopIn(await mailed(begun))).toBe(stop);
  const [other] = await arrived(begun.stakeholder.email, 2);
  expect(stopIn(other!)).not.toBe(stop);
  // What is stored, shown and logged does not open it.
  const secret = stop.split('/').at(-1)!;
  const { read: db, t: tables } = t.s.store;
  for (const table of Object.values(tables))
    expect(JSON.stringify(await db.select().from(table))).not.toContain(secret);
  const { id } = (await outbox(begun.admin)).find(({ to }) => to === begun.contact.email)!;
  const shown = await t.ask('GET /outbox/:mailId', { as: begun.admin, params: { mailId: id } });
  expect(shown.body.text).toContain(`${testUrl}/mail/•••`);
  expect(shown.text).not.toContain(secret);
});

test('a mail program stops them by one request, without a cookie or a session, and is led nowhere', async () => {
  const begun = await begin();
  const stop = stopIn(await mailed(begun));
  const ask = page();
  const multipart = new FormData();
  multipart.set('List-Unsubscribe', 'One-Click');
  for (const init of [oneClick, { method: 'POST', body: multipart }, { method: 'POST' }]) {
    await choose(begun.link, 'all');
    const answer = await ask(stop, { ...init, headers: { origin: 'https://mail.example' } });
    expect([answer.status, answer.headers.get('set-cookie'), answer.headers.get('location')]).toEqual([
      200,
      null,
      null,
    ]);
    await t.told();
    expect(await read(begun.link)).toEqual({ messages: 'none' });
  }
  const told = (await t.s.journal.after(begun.company.id, 0, 500)).filter(
    ({ kind }) => kind === 'notification.changed',
  );
  expect(told.at(-1)).toMatchObject({ actor: `contact:${begun.contact.id}`, fields: ['messages'] });
  await send(begun.admin, begun.dossier);
  await expect
    .poll(async () => (await outbox(begun.admin)).filter(({ status }) => status === 'waiting').length)
    .toBe(1);
  expect(mailsTo(begun.contact.email)).toHaveLength(1);
});

test('a person sees what holds, chooses by a press, and takes it back; looking changes nothing', async () => {
  const begun = await begin();
  const stop = stopIn(await mailed(begun));
  const ask = page();
  const looked = await ask(stop);
  expect(looked.status).toBe(200);
  expect(looked.text).toContain('<html lang="en">');
  expect(looked.text).toContain('Atelier des Monts');
  expect(looked.text).toContain('You get an e-mail when somebody writes in one of your projects.');
  expect(looked.text.match(/<button name="choice" value="(\w+)"/g)).toHaveLength(2);
  expect(await read(begun.link)).toEqual({ messages: 'all' });

  const stopped = await ask(stop, press('none'));
  expect(stopped.status).toBe(200);
  expect(stopped.text).toContain('You no longer get an e-mail');
  expect(stopped.text).toContain('<button name="choice" value="all">Undo</button>');
  expect((await ask(stop, press('all'))).text).toContain('You get an e-mail when');
  await t.told();
  expect(await read(begun.link)).toEqual({ messages: 'all' });
  await ask(stop, press('digest'));
  await t.told();
  expect(await read(begun.link)).toEqual({ messages: 'digest' });
});

test('the page runs nothing, sends its form to itself alone, is framed and kept by nobody, and shows names as text', async () => {
  const { company, admin } = await office({ name: '<script>Durand & fils</script>' });
  const { customer, contact } = await t.customer(company);
  const dossier = await t.dossier(company);
  await t.participant(dossier, customer);
  const begun = { ...(await begin()), company, admin, dossier, contact };
  const { text, headers } = await page()(stopIn(await mailed(begun)));
  expect(text).not.toMatch(/<script|\sstyle=|\son\w+=/);
  expect(text).toContain('&lt;script&gt;Durand &amp; fils');
  const policy = headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test('an address opens no longer once its person is gone or has another e-mail, and a made-up one never does', async () => {
  const begun = await begin();
  const { admin, contact, stakeholder } = begun;
  const stop = stopIn(await mailed(begun));
  const theirs = stopIn((await arrived(stakeholder.email))[0]!);
  const ask = page();
  const changed = await t.ask('PATCH /contacts/:contactId', {
    as: admin,
    params: { contactId: contact.id },
    ifMatch: 1,
    body: { email: 'autre@client.example' },
  });
  expect(changed.status).toBe(200);
  await t.ask('DELETE /stakeholders/:stakeholderId', { as: admin, params: { stakeholderId: stakeholder.id } });
  const foreign = await t.company();
  const secret = Buffer.from(stop.split('/').at(-1)!, 'base64url');
  const ofForeign = Buffer.concat([secret.subarray(0, 32), Buffer.from(foreign.id.replaceAll('-', ''), 'hex')]);
  const invented = [ofForeign.toString('base64url'), 'a'.repeat(64), 'x', '%00', '..%2f'].map(
    (each) => `${testUrl}/mail/${each}`,
  );
  for (const url of [stop, theirs, ...invented])
    for (const init of [{}, oneClick]) {
      const answer = await ask(url, { ...init, headers: { 'accept-language': 'fr' } });
      expect(answer.status, url).toBe(404);
      expect(answer.text, url).not.toContain('Atelier des Monts');
    }
  const rows = await t.s.store.read.select().from(t.s.store.t.notifications);
  expect(rows.map(({ messages }) => messages)).toEqual(rows.map(() => 'all'));
});

test('a form too long to be ours is not read, and stops them as any other', async () => {
  const begun = await begin();
  const stop = stopIn(await mailed(begun));
  const body = new URLSearchParams({ filler: 'x'.repeat(1000), choice: 'all' });
  expect((await page()(stop, { method: 'POST', body })).status).toBe(200);
  await t.told();
  expect(await read(begun.link)).toEqual({ messages: 'none' });
});

test('what is mailed to one person for one reason is no list, and cannot be stopped', async () => {
  const { admin, contact, link } = await begin();
  await choose(link, 'none');
  await t.ask('POST /links', { as: admin, body: { contactId: contact.id, delivery: 'mail' } });
  const [mail] = await arrived(contact.email);
  for (const name of ['list-id', 'list-unsubscribe', 'list-unsubscribe-post', 'references'])
    expect(header(mail!, name)).toBe('');
  expect(mail!.text).not.toContain('/mail/');
  expect(smtp.mails).toHaveLength(1);
});
