/** Messages of a dossier by mail: to whom, when, and what of them. */
import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inDossier, mostNamed } from '../delivery/coalesce.ts';
import type { ReceivedMail } from '../delivery/smtp.testing.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { run } from '../store/store.ts';
import {
  addressIn,
  anotherServer,
  arrived,
  delivery,
  deliverAgain,
  failedAttempts,
  later,
  mailsTo,
  office,
  outbox,
  retry,
  smtp,
  t,
  useDelivery,
} from '../testing/delivery.ts';
import { testUrl, type SignedIn } from '../testing.ts';

useDelivery();

const { waits, apart } = inDossier;

/** A dossier of one customer, with its people: Nora of the office, Éléonore the customer, Inès the architect. */
async function begin(given: Parameters<typeof office>[0] = {}) {
  const { company, admin } = await office(given);
  const { customer, contact } = await t.customer(company);
  const dossier = await t.dossier(company, { name: 'Salle de bains' });
  await t.participant(dossier, customer);
  const stakeholder = await t.stakeholder(dossier);
  const link = await t.link(contact);
  return { company, admin, customer, contact, dossier, stakeholder, link };
}
const send = async (as: SignedIn, { id: dossierId }: { id: string }, body = 'Bonjour') => {
  const sent = await t.ask('POST /dossiers/:dossierId/messages', { as, params: { dossierId }, body: { body } });
  expect(sent.status).toBe(201);
  return sent.body;
};
const edit = ({ id, version }: { id: string; version: number }, as: SignedIn, body: string) =>
  t.ask('PATCH /messages/:messageId', { as, params: { messageId: id }, ifMatch: version, body: { body } });
const withdraw = ({ id }: { id: string }, as: SignedIn) =>
  t.ask('DELETE /messages/:messageId', { as, params: { messageId: id } });
/** Until the mails about all that was written are in the outbox. */
const written = (admin: Parameters<typeof outbox>[0], count: number) =>
  expect.poll(async () => (await outbox(admin)).length).toBe(count);
const recipients = () => smtp.mails.flatMap((mail) => mail.recipients).toSorted();
const header = ({ headers }: ReceivedMail, name: string) => headers.find(({ key }) => key === name)?.value;
const reasons = async (admin: Parameters<typeof outbox>[0]) =>
  Object.fromEntries((await outbox(admin)).map(({ to, status, lastError }) => [to, lastError ?? status]));

test('a message reaches all others who take part, in their language, and never its author', async () => {
  const { company, admin, contact, dossier, stakeholder, link } = await begin();
  const works = await t.customer(company, { kind: 'organization', firstName: '' }, { lang: 'en', firstName: 'Ada' });
  await t.participant(dossier, works.customer);
  await send(link, dossier, 'Le carrelage est arrivé.\nOn peut commencer ?');
  await written(admin, 3);
  later(waits);
  const [toMember] = await arrived(admin.email);
  const [toStakeholder] = await arrived(stakeholder.email);
  const [toCustomer] = await arrived(works.contact.email);
  expect(recipients()).toEqual([admin.email, stakeholder.email, works.contact.email].toSorted());
  expect(mailsTo(contact.email)).toEqual([]);
  for (const mail of [toMember!, toStakeholder!]) {
    expect(mail.subject).toBe(`Dossier n° ${dossier.number}, Salle de bains – Atelier des Monts`);
    expect(mail.text).toContain(`Éléonore Durand a écrit dans le dossier n° ${dossier.number}, « Salle de bains ».`);
    expect(mail.text).toContain('Le carrelage est arrivé.\n  On peut commencer ?');
    expect(mail.html).toContain('Le carrelage est arrivé.<br>On peut commencer ?');
  }
  expect(toCustomer!.subject).toBe(`Project no. ${dossier.number}, Salle de bains – Atelier des Monts`);
  expect(toCustomer!.text).toContain('Hello Ada,');
  expect(toCustomer!.html).toContain('<html lang="en">');
});

test('the company’s logo comes with the mail, which fetches nothing', async () => {
  const { company, admin, dossier, link } = await begin();
  const content = Buffer.from('RIFF…WEBP');
  const light = { id: newId(), width: 320, height: 120 };
  const { companies, logos } = t.s.store.t;
  await t.s.store.transaction(function* (tx) {
    yield* run(tx.insert(logos).values({ companyId: company.id, id: light.id, content: content.toString('base64') }));
    yield* run(
      tx
        .update(companies)
        .set({ logo: { light, dark: null } })
        .where(eq(companies.id, company.id)),
    );
  });
  await send(link, dossier);
  await written(admin, 2);
  later(waits);
  const [mail] = await arrived(admin.email);
  const [logo, ...others] = mail!.attachments;
  expect(others).toEqual([]);
  expect(logo).toMatchObject({ mimeType: 'image/webp', disposition: 'inline', contentId: `<logo@${company.id}>` });
  expect(Buffer.from(logo!.content as ArrayBuffer)).toEqual(content);
  expect(mail!.html).toContain(`<img src="cid:logo@${company.id}" width="192" height="72" alt="Atelier des Monts"`);
  expect(mail!.html).not.toMatch(/src="http|url\(/);
});

test('people from outside read the first name of who writes for the company, its own people the whole', async () => {
  const { company, admin, dossier, contact } = await begin();
  const other = await t.member(company);
  await send(admin, dossier, 'À jeudi');
  await written(admin, 3);
  later(waits);
  expect((await arrived(contact.email))[0]!.text).toMatch(/^Nora a écrit/m);
  expect((await arrived(other.email))[0]!.text).toMatch(/^Nora Blanc a écrit/m);
});

test('a mail leads to the discussion: members at the desk, everybody else by a link of their own', async () => {
  const { admin, dossier, contact, stakeholder, link } = await begin();
  await send(link, dossier);
  await send(admin, dossier);
  await written(admin, 3);
  later(waits);
  expect(addressIn((await arrived(admin.email))[0]!)).toBe(`${testUrl}/desk#/dossiers/${dossier.id}`);
  for (const { email } of [contact, stakeholder]) {
    const [mail] = await arrived(email);
    expect(mail!.html).toContain(`href="${addressIn(mail!)}"`);
    const { status, body } = await t.ask('POST /session', { body: { link: addressIn(mail!) } });
    expect(status).toBe(201);
    const as = { token: body.accessToken };
    const { body: read } = await t.ask('GET /dossiers/:dossierId/messages', { as, params: { dossierId: dossier.id } });
    expect(read.items).toHaveLength(2);
  }
  // The outbox shows it without its secret.
  const kept = await outbox(admin);
  for (const { id } of kept) {
    const { body } = await t.ask('GET /outbox/:mailId', { as: admin, params: { mailId: id } });
    expect(body.text).not.toMatch(/#ey/);
  }
});

test('the link is that of the mail before while half of its time is left, and leaves in no mail of its own', async () => {
  const { company, admin, dossier, stakeholder } = await begin();
  const linksOf = async () =>
    (await t.s.store.read.select().from(t.s.store.t.links)).filter((each) => each.stakeholderId === stakeholder.id);
  const next = async (count: number) => {
    await send(admin, dossier);
    await written(admin, 2 * count);
    later(apart);
    await arrived(stakeholder.email, count);
    await expect.poll(async () => (await outbox(admin)).every(({ status }) => status === 'sent')).toBe(true);
  };
  await next(1);
  await next(2);
  const [link, ...more] = await linksOf();
  expect(more).toEqual([]);
  expect(link).toMatchObject({ scopeKind: 'dossier', scopeId: dossier.id, delivery: 'mail', createdBy: 'system' });
  const { links } = t.s.store.t;
  const soon = new Date(Date.now() + 89 * 86_400_000).toISOString();
  await t.s.store.transaction((tx) =>
    run(
      tx
        .update(links)
        .set({ expiresAt: soon })
        .where(and(eq(links.companyId, company.id), eq(links.id, link!.id))),
    ),
  );
  await next(3);
  expect(await linksOf()).toHaveLength(2);
  expect(mailsTo(stakeholder.email)).toHaveLength(3);
});

test('messages wait for others that follow, and leave as one mail', async () => {
  const { admin, dossier, link } = await begin();
  for (const body of ['Un', 'Deux', 'Trois']) await send(link, dossier, body);
  await written(admin, 2);
  later(waits - 60_000);
  await delivery.stop();
  expect(smtp.mails).toEqual([]);
  deliverAgain();
  later(60_000);
  const [mail] = await arrived(admin.email);
  expect(mail!.text).toContain('3 nouveaux messages');
  expect(mail!.text!.match(/ : (Un|Deux|Trois)$/gm)).toHaveLength(3);
  expect(mailsTo(admin.email)).toHaveLength(1);
});

test('one mail a quarter of an hour is the most of one dossier for one person; another dossier waits for none of it', async () => {
  const { company, admin, customer, dossier, link } = await begin();
  await send(link, dossier, 'Un');
  await written(admin, 2);
  later(waits);
  await arrived(admin.email);
  await expect.poll(async () => (await outbox(admin)).every(({ status }) => status === 'sent')).toBe(true);
  const other = await t.dossier(company, { name: 'Cuisine' });
  await t.participant(other, customer);
  await send(link, dossier, 'Deux');
  await send(link, other, 'Ailleurs');
  await written(admin, 5);
  later(waits);
  const [, elsewhere] = await arrived(admin.email, 2);
  expect(elsewhere!.subject).toContain('Cuisine');
  await send(link, dossier, 'Trois');
  const counts = async () => (await t.s.store.read.select().from(t.s.store.t.outbox)).map(({ count }) => count);
  await expect.poll(async () => (await counts()).filter((count) => count === 2)).toEqual([2, 2]);
  later(apart);
  const [, , rest] = await arrived(admin.email, 3);
  expect(rest!.text).toContain('2 nouveaux messages');
});

test('of many in one mail so many are shown, and the mail says that there are more', async () => {
  const { admin, dossier, link } = await begin();
  for (let n = 0; n < mostNamed + 3; n++) await send(link, dossier, `Message ${n}.`);
  await expect
    .poll(async () => (await t.s.store.read.select().from(t.s.store.t.outbox)).map(({ count }) => count))
    .toEqual([mostNamed + 3, mostNamed + 3]);
  later(waits);
  const [mail] = await arrived(admin.email);
  expect(mail!.text!.match(/ : Message \d+\.$/gm)).toHaveLength(mostNamed);
  expect(mail!.text).toContain('D’autres messages suivent dans le dossier.');
});

test('what is corrected meanwhile reads as it is now, what is withdrawn is not in the mail', async () => {
  const { admin, dossier, link, stakeholder } = await begin();
  const [first, second] = [await send(link, dossier, 'À mardi'), await send(link, dossier, 'Le code est 4711')];
  await written(admin, 2);
  await edit(first, link, 'À jeudi');
  await withdraw(second, link);
  later(waits);
  for (const { email } of [admin, stakeholder]) {
    const [mail] = await arrived(email);
    expect(mail!.text).toContain('Éléonore Durand a écrit');
    expect(mail!.text).toContain('À jeudi');
    expect(`${mail!.text} ${mail!.html}`).not.toMatch(/mardi|4711/);
  }
});

test('a mail of which everything was withdrawn is not sent', async () => {
  const { admin, dossier, link, stakeholder } = await begin();
  const sent = await send(link, dossier);
  await written(admin, 2);
  await withdraw(sent, link);
  later(waits);
  await expect
    .poll(() => reasons(admin))
    .toEqual({ [admin.email]: 'subject-gone', [stakeholder.email]: 'subject-gone' });
  expect(smtp.mails).toEqual([]);
  expect((await retry(admin, (await outbox(admin))[0]!.id)).code).toBe('given-up');
});

test('it goes to the administrators, to whom work in it was given, and to those who see the dossier', async () => {
  const { company, admin, customer, dossier, stakeholder, link } = await begin();
  const sibling = await t.dossier(company);
  await t.participant(sibling, customer);
  const works = await t.customer(company, { kind: 'organization', firstName: '' });
  await t.participant(dossier, works.customer);
  const colleague = await t.contact(works.customer);
  const technician = await t.member(company, { role: 'technician' });
  await t.intervention(customer, { dossierId: dossier.id, assigneeId: technician.id });
  await t.intervention(customer, { dossierId: dossier.id, assigneeId: technician.id });
  const elsewhere = await t.member(company, { role: 'technician' });
  await t.intervention(customer, { dossierId: sibling.id, assigneeId: elsewhere.id });
  const binned = await t.member(company, { role: 'technician' });
  await t.intervention(customer, { dossierId: dossier.id, assigneeId: binned.id, binnedAt: new Date().toISOString() });
  // Nobody of these.
  await t.member(company, { role: 'office' });
  await t.member(company, { rights: { see_all: false } });
  await t.member(company, { status: 'invited' });
  await t.member(company, { status: 'deactivated' });
  await t.contact(customer);
  await t.contact(works.customer, { email: '' });
  await t.contact(works.customer, { removedAt: new Date().toISOString() });
  await t.stakeholder(sibling);
  await t.stakeholder(dossier, { removedAt: new Date().toISOString() });
  await t.customer(company);
  await office();
  await send(link, dossier);
  const heard = [admin, technician, stakeholder, works.contact, colleague].map(({ email }) => email).toSorted();
  await written(admin, heard.length);
  later(waits);
  await expect.poll(recipients).toEqual(heard);
});

test('whose links were all revoked is not let in by a mail; who never had one is', async () => {
  const { admin, company, dossier, stakeholder } = await begin();
  const works = await t.customer(company, { kind: 'organization', firstName: '' });
  await t.participant(dossier, works.customer);
  const gone = { revokedAt: new Date().toISOString() };
  await t.link(works.contact, undefined, gone);
  const half = await t.contact(works.customer);
  await t.link(half, undefined, gone);
  await t.link(half);
  await send(admin, dossier);
  await written(admin, 3);
  later(waits);
  await arrived(half.email);
  await arrived(stakeholder.email);
  expect(mailsTo(works.contact.email)).toEqual([]);
});

test('who is out of it once the mail would leave hears nothing: removed, gone with their customer, the part switched off', async () => {
  const { admin, company, customer, contact, dossier, stakeholder } = await begin();
  const [leaving, off] = [await t.customer(company), await t.customer(company)];
  for (const each of [leaving, off]) await t.participant(dossier, each.customer);
  const staying = await t.stakeholder(dossier, { name: 'Luc Petit' });
  await send(admin, dossier);
  await written(admin, 5);
  const params = { dossierId: dossier.id };
  const { body: now } = await t.ask('GET /dossiers/:dossierId', { as: admin, params });
  const customerIds = [customer.id, off.customer.id];
  expect(
    (await t.ask('PATCH /dossiers/:dossierId', { as: admin, params, ifMatch: now.version, body: { customerIds } }))
      .status,
  ).toBe(200);
  await t.ask('PATCH /customers/:customerId', {
    as: admin,
    params: { customerId: off.customer.id },
    ifMatch: 1,
    body: { options: { messages: false } },
  });
  await t.ask('DELETE /stakeholders/:stakeholderId', { as: admin, params: { stakeholderId: stakeholder.id } });
  const { contacts } = t.s.store.t;
  await t.s.store.transaction((tx) =>
    run(
      tx
        .update(contacts)
        .set({ main: false })
        .where(and(eq(contacts.companyId, company.id), eq(contacts.id, contact.id))),
    ),
  );
  later(waits);
  await arrived(staying.email);
  await expect
    .poll(() => reasons(admin))
    .toEqual({
      [staying.email]: 'sent',
      [stakeholder.email]: 'recipient-gone',
      [contact.email]: 'recipient-gone',
      [leaving.contact.email]: 'recipient-gone',
      [off.contact.email]: 'recipient-gone',
    });
  expect(smtp.mails).toHaveLength(1);
  // What follows is not even made for them.
  await send(admin, dossier);
  await written(admin, 6);
});

test('mails about a dossier are one conversation for each person, which is a list and answers to nobody’s absence', async () => {
  const { admin, company, dossier, link, stakeholder } = await begin();
  await send(link, dossier, 'Un');
  await written(admin, 2);
  later(waits);
  await arrived(admin.email);
  await expect.poll(async () => (await outbox(admin)).every(({ status }) => status === 'sent')).toBe(true);
  await send(link, dossier, 'Deux');
  await written(admin, 4);
  later(apart);
  const [first, second] = (await arrived(admin.email, 2)) as [ReceivedMail, ReceivedMail];
  const [theirs] = (await arrived(stakeholder.email, 2)) as [ReceivedMail];
  const host = new URL(testUrl).hostname;
  expect(first.messageId).not.toBe(second.messageId);
  for (const mail of [first, second]) {
    expect(header(mail, 'references')).toBe(`<${dossier.id}.${admin.id}@${host}>`);
    expect(header(mail, 'list-id')).toBe(`<messages.${company.id}.${host}>`);
    expect(header(mail, 'auto-submitted')).toBe('auto-generated');
    expect(header(mail, 'x-auto-response-suppress')).toBe('All');
  }
  expect(first.subject).toBe(second.subject);
  expect(header(theirs, 'references')).toBe(`<${dossier.id}.${stakeholder.id}@${host}>`);
  // Lists of mails show what is new, which comes first.
  expect(second.html).toMatch(/<body[^>]*>\s*<div[^>]*>Éléonore Durand : Deux<\/div>/);
});

test('however much is written, the page stays below 90 kB, and nothing of it becomes markup', async () => {
  const { admin, dossier, link } = await begin({ name: '"'.repeat(80) });
  const long = `<script>${'"&\n'.repeat(3300)}`;
  for (let n = 0; n < 20; n++) await send(link, dossier, long);
  await expect
    .poll(async () => (await t.s.store.read.select().from(t.s.store.t.outbox)).map(({ count }) => count))
    .toEqual([20, 20]);
  later(waits);
  const [mail] = await arrived(admin.email);
  expect(Buffer.byteLength(mail!.html!)).toBeLessThan(90_000);
  expect(mail!.html).not.toContain('<script');
  expect(mail!.text!.match(/<script>/g)!.length).toBe(20);
});

test('what is commercial about a dossier changes nothing in the mail of a stakeholder', async () => {
  const mailed = async (withQuote: boolean) => {
    const { company, admin, dossier, stakeholder } = await begin();
    if (withQuote)
      await t.s.store.transaction((tx) =>
        append(tx, {
          companyId: company.id,
          kind: 'dossier.changed',
          actor: 'system',
          subject: { type: 'dossier', id: dossier.id },
          audience: [`dossier-commercial:${dossier.id}`],
          fields: ['quotes'],
        }),
      );
    await send(admin, dossier, 'À jeudi');
    await written(admin, 2);
    later(waits);
    const [{ html, text, subject }] = (await arrived(stakeholder.email)) as [ReceivedMail];
    const plain = (said: string) =>
      said
        .replace(/#ey[\w.-]+/g, '#')
        .replace(/\/mail\/[\w-]+/g, '/mail/')
        .replaceAll(`n° ${dossier.number}`, 'n°')
        .replace(/, \d+ \S+ \d+, \d+:\d+/g, '');
    return [html!, text!, subject!].map(plain);
  };
  expect(await mailed(true)).toEqual(await mailed(false));
});

test('what waits when the server dies leaves after the next start, once, also with two of them', async () => {
  const { admin, dossier, link } = await begin();
  await send(link, dossier);
  await written(admin, 2);
  await delivery.stop();
  deliverAgain();
  const other = await anotherServer();
  later(waits);
  other.wake();
  await arrived(admin.email);
  await expect.poll(async () => (await outbox(admin)).every(({ status }) => status === 'sent')).toBe(true);
  expect(smtp.mails).toHaveLength(2);
});

test('a mail server that fails is tried again with what there is by then', async () => {
  const { admin, dossier, stakeholder } = await begin();
  smtp.refuse = (recipient) => (recipient === stakeholder.email ? '451 later' : null);
  const sent = await send(admin, dossier, 'À mardi');
  await written(admin, 2);
  later(waits);
  const { id } = (await outbox(admin)).find(({ to }) => to === stakeholder.email)!;
  await failedAttempts(admin, id, 1);
  await edit(sent, admin, 'À jeudi');
  smtp.refuse = () => null;
  later(60_000);
  const [mail] = await arrived(stakeholder.email);
  expect(mail!.text).toContain('À jeudi');
});

test('a message that was withdrawn before anybody read the journal makes no mail', async () => {
  const { admin, dossier, link } = await begin();
  await delivery.stop();
  await withdraw(await send(link, dossier), link);
  deliverAgain();
  await send(admin, dossier);
  await written(admin, 2);
  expect((await outbox(admin)).map(({ to }) => to)).not.toContain(admin.email);
});
