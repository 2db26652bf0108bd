import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { inviteMember } from '../member/member.rules.ts';
import type { Worker } from '../operations/worker.ts';
import { openServices } from '../services.ts';
import { newPasswordToken } from '../session/password.rules.ts';
import { openStore } from '../store/store.ts';
import type { TestStore } from '../store/testing.ts';
import { testApp, testUrl, type TestApp } from '../testing.ts';
import { startDelivery } from './delivery.ts';
import { testSmtp, type ReceivedMail, type TestSmtp } from './smtp.testing.ts';

const names = { firstName: 'Thomas', lastName: 'Roux' };
const soon = { timeout: 10_000, interval: 10 };
const hour = 3_600_000;

let smtp: TestSmtp;
let t: TestApp;
let delivery: Worker;
let child: ChildProcess | undefined;

beforeAll(async () => {
  smtp = await testSmtp();
  t = await testApp({ PARVIS_SMTP_URL: smtp.url });
});
beforeEach(() => {
  delivery = startDelivery(t.s);
});
afterEach(async () => {
  child?.kill('SIGKILL');
  child = undefined;
  vi.useRealTimers();
  await delivery.stop();
  smtp.refuse = () => null;
  smtp.taken = () => {};
  smtp.mails.length = 0;
});
afterAll(async () => {
  await t.close();
  await smtp.stop();
});

type Company = Awaited<ReturnType<TestApp['company']>>;
type Member = Awaited<ReturnType<TestApp['member']>>;
type Contact = Awaited<ReturnType<TestApp['contact']>>;

/** Signed in anew, since tests go forward in time by more than a token lives. */
const signedIn = ({ companyId, id: memberId }: Member) => t.session({ companyId, memberId });
const mailLink = async (admin: Member, contact: Contact) => {
  const { status, body } = await t.ask('POST /links', {
    as: await signedIn(admin),
    body: { contactId: contact.id, delivery: 'mail' },
  });
  expect(status).toBe(201);
  expect(body.url).toBeNull();
  return body.link;
};
const mailsTo = (email: string) => smtp.mails.filter(({ recipients }) => recipients.includes(email));
const arrived = async (email: string, count = 1): Promise<ReceivedMail[]> => {
  await vi.waitFor(() => expect(mailsTo(email)).toHaveLength(count), soon);
  return mailsTo(email);
};
const outbox = async (admin: Member) =>
  (await t.ask('GET /outbox', { as: await signedIn(admin), query: { limit: 200 } })).body.items;
const retry = async (admin: Member, mailId: string) =>
  t.ask('POST /outbox/:mailId/attempts', { as: await signedIn(admin), params: { mailId } });
/** The secret address in a mail. */
const addressIn = ({ text }: ReceivedMail): string => /^https:\S+$/m.exec(text ?? '')?.[0] ?? '';
const tokenIn = (mail: ReceivedMail): string => new URL(addressIn(mail)).hash.split('=')[1]!;
/** Until so many attempts of a mail have failed, and that was written down. */
const failedAttempts = (admin: Member, mailId: string, count: number) =>
  vi.waitFor(async () => {
    const entries = await t.s.journal.after(admin.companyId, 0, 500);
    const failed = entries.filter(
      ({ subjectId, kind }) => subjectId === mailId && /^mail\.(changed|failed)$/.test(kind),
    );
    expect(failed).toHaveLength(count);
  }, soon);
/** The only mail of a company, once it is there. */
const onlyMail = (admin: Member) =>
  vi.waitFor(async () => {
    const mails = await outbox(admin);
    expect(mails).toHaveLength(1);
    return mails[0]!;
  }, soon);
/** Goes forward in time, and lets delivery look. */
const later = (millis: number) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + millis });
  delivery.wake();
};
const office = async (given: Parameters<TestApp['company']>[0] = {}): Promise<{ company: Company; admin: Member }> => {
  const company = await t.company(given);
  return { company, admin: await t.member(company) };
};

test('a link reaches the contact, in their language, and opens', async () => {
  const { company, admin } = await office({ branding: { accent: '#ffcc00', surface: null, text: null, radius: null } });
  const { contact } = await t.customer(company, {}, { lang: 'en', firstName: 'Ada', lastName: 'Byron' });
  await mailLink(admin, contact);
  const [mail] = await arrived(contact.email);
  expect(mail!.subject).toBe('Your customer portal – Atelier des Monts');
  expect(mail!.from).toEqual({ name: 'Atelier des Monts', address: 'portail@atelier.example' });
  expect(mail!.replyTo).toEqual([{ name: 'Atelier des Monts', address: 'bonjour@atelier.example' }]);
  expect(mail!.text).toContain('Hello Ada,');
  expect(mail!.html).toContain('<html lang="en">');
  expect(mail!.html).toContain('background:#ffcc00');
  expect(mail!.html!.match(/<a /g)).toHaveLength(1);
  const address = addressIn(mail!);
  expect(address).toMatch(`${testUrl}/p#`);
  expect(mail!.html).toContain(`href="${address}"`);
  expect((await t.ask('POST /session', { body: { link: address } })).status).toBe(201);
});

test('a link opens the company’s own page where the company has one', async () => {
  const { company, admin } = await office({ portalUrl: 'https://atelier.example/suivi' });
  const { contact } = await t.customer(company);
  await mailLink(admin, contact);
  expect(addressIn((await arrived(contact.email))[0]!)).toMatch('https://atelier.example/suivi#');
});

test('a customer who asks for another link gets one, and is told why', async () => {
  const { company } = await office();
  const { contact } = await t.customer(company);
  await t.link(contact);
  await t.ask('POST /links/renewals', { body: { email: contact.email } });
  const [mail] = await arrived(contact.email);
  expect(mail!.text).toContain('Vous n’avez pas demandé ce lien ?');
  expect((await t.ask('POST /session', { body: { link: addressIn(mail!) } })).status).toBe(201);
});

test('an invitation lets a new member choose a password; a newer one ends it', async () => {
  const { admin } = await office();
  const profile = { ...names, email: 'thomas@atelier.example' };
  const { body: member } = await t.ask('POST /members', { as: admin, body: profile });
  const [first] = await arrived(profile.email);
  expect(first!.subject).toBe('Votre accès – Atelier des Monts');
  const readToken = (token: string) => t.ask('GET /password/tokens/:token', { params: { token } });
  expect((await readToken(tokenIn(first!))).body).toMatchObject({ purpose: 'invitation', email: profile.email });

  await t.ask('POST /members/:memberId/invitations', { as: admin, params: { memberId: member.id } });
  const [, second] = await arrived(profile.email, 2);
  expect((await readToken(tokenIn(first!))).status).toBe(404);
  const chosen = await t.ask('POST /password', {
    body: { token: tokenIn(second!), password: 'trois mots et un pont' },
  });
  expect(chosen.status).toBe(201);
});

test('an invitation that was shown at the command line opens beside the one that is mailed', async () => {
  await delivery.stop();
  const { company } = await office();
  const profile = { ...names, civility: '', landline: '', mobile: '', role: 'office', rights: {}, lang: 'fr' } as const;
  const email = 'ligne@atelier.example';
  const shown = await t.s.store.transaction(function* (tx) {
    const by = { companyId: company.id, principal: 'system' };
    const { id: memberId } = yield* inviteMember(tx, by, { ...profile, email });
    return yield* newPasswordToken(tx, { companyId: company.id, memberId, purpose: 'invitation' });
  });
  delivery = startDelivery(t.s);
  const [mail] = await arrived(email);
  for (const token of [shown, tokenIn(mail!)])
    expect((await t.ask('GET /password/tokens/:token', { params: { token } })).status).toBe(200);
});

test('of several one-time links that waited only the last leaves', async () => {
  const { admin } = await office();
  await smtp.stop();
  const email = 'patiente@atelier.example';
  const { body: member } = await t.ask('POST /members', { as: admin, body: { ...names, email } });
  for (let n = 0; n < 2; n++)
    await t.ask('POST /members/:memberId/invitations', { as: admin, params: { memberId: member.id } });
  await vi.waitFor(async () => expect((await outbox(admin)).length).toBe(3), soon);
  await smtp.start();
  later(hour);
  const [mail] = await arrived(email);
  expect((await outbox(admin)).slice(1).map(({ status, lastError }) => [status, lastError])).toEqual([
    ['failed', 'replaced'],
    ['failed', 'replaced'],
  ]);
  expect((await t.ask('GET /password/tokens/:token', { params: { token: tokenIn(mail!) } })).status).toBe(200);
});

test('a forgotten password is replaced by a mail that works once', async () => {
  const { company } = await office();
  const member = await t.member(company, { email: 'oubli@atelier.example' });
  await t.ask('POST /password/resets', { body: { email: member.email } });
  const [mail] = await arrived(member.email);
  const token = tokenIn(mail!);
  const choose = () => t.ask('POST /password', { body: { token, password: 'quatre mots sous un pont' } });
  expect((await choose()).status).toBe(201);
  expect((await choose()).status).toBe(404);
});

test('a customer’s request reaches each active administrator, in their language, and nobody else', async () => {
  const { company, admin } = await office();
  const english = await t.member(company, { lang: 'en' });
  const others = [
    await t.member(company, { role: 'office' }),
    await t.member(company, { role: 'technician' }),
    await t.member(company, { status: 'deactivated' }),
    await t.member(company, { status: 'invited' }),
  ];
  const { customer, contact } = await t.customer(company);
  const site = await t.site(customer, { name: 'Chalet des Aiguilles' });
  const created = await t.ask('POST /interventions', {
    as: await t.link(contact),
    body: { description: 'Fuite\nsous l’évier', siteId: site.id, type: 'repair' },
  });
  expect(created.status).toBe(201);
  const [french] = await arrived(admin.email);
  const [translated] = await arrived(english.email);
  const { number, id } = created.body;
  expect(french!.subject).toBe(`Nouvelle demande n° ${number} – Éléonore Durand`);
  expect(translated!.subject).toBe(`New request no. ${number} – Éléonore Durand`);
  expect(french!.text).toContain('Description : Fuite\n  sous l’évier');
  expect(french!.text).toContain('Site : Chalet des Aiguilles');
  expect(french!.text).toContain('Type : Dépannage');
  expect(french!.text).toContain(`${testUrl}/desk#/interventions/${id}`);
  expect(others.flatMap(({ email }) => mailsTo(email))).toEqual([]);
  expect(await outbox(admin)).toHaveLength(2);
});

test('what the company makes itself is mailed to nobody', async () => {
  const { company, admin } = await office();
  const { customer, contact } = await t.customer(company);
  await t.ask('POST /interventions', { as: admin, body: { customerId: customer.id, description: 'Entretien' } });
  await t.ask('POST /links', { as: admin, body: { contactId: contact.id } });
  await mailLink(admin, contact);
  await arrived(contact.email);
  expect(await outbox(admin)).toHaveLength(1);
});

test('while the mail server is down for hours nothing is lost; then each mail arrives once, in order', async () => {
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  const other = await t.customer(company);
  await smtp.stop();
  const links = [];
  for (let n = 0; n < 6; n++) links.push(await mailLink(admin, contact));
  await mailLink(admin, other.contact);
  await vi.waitFor(async () => expect((await outbox(admin)).some(({ attempts }) => attempts > 0)).toBe(true), soon);
  for (let n = 0; n < 4; n++) {
    later(hour);
    await pause(100);
  }
  const waiting = await outbox(admin);
  expect(waiting.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 'waiting'));
  expect(waiting.find(({ attempts }) => attempts > 0)?.lastError).toMatch(/ECONNREFUSED|connect/i);

  await smtp.start();
  later(6 * hour);
  const mails = await arrived(contact.email, 6);
  await arrived(other.contact.email);
  // Each mail holds its own link: whose order tells that of the mails.
  const ids = await Promise.all(mails.map(async (mail) => (await t.s.tokens.readLink(addressIn(mail)))?.linkId));
  expect(ids).toEqual(links.map(({ id }) => id));
  await vi.waitFor(async () => expect((await outbox(admin)).every(({ status }) => status === 'sent')).toBe(true), soon);
  expect(smtp.mails).toHaveLength(7);
});

test('a mail that cannot leave yet holds back later ones to the same person, and nobody else’s', async () => {
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  const other = await t.customer(company);
  let refusals = 0;
  smtp.refuse = (recipient) => (recipient === contact.email && refusals++ < 2 ? '451 come back later' : null);
  const links = [await mailLink(admin, contact)];
  const { id } = await onlyMail(admin);
  links.push(await mailLink(admin, contact));
  await mailLink(admin, other.contact);
  await arrived(other.contact.email);
  await failedAttempts(admin, id, 1);
  expect(mailsTo(contact.email)).toEqual([]);
  later(hour);
  await failedAttempts(admin, id, 2);
  later(hour);
  const mails = await arrived(contact.email, 2);
  const ids = await Promise.all(mails.map(async (mail) => (await t.s.tokens.readLink(addressIn(mail)))?.linkId));
  expect(ids).toEqual(links.map(({ id }) => id));
});

test('a recipient that is refused for good is shown as failed, and can be tried again from the desk', async () => {
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  smtp.refuse = () => '550 no such user';
  await mailLink(admin, contact);
  await vi.waitFor(async () => expect((await outbox(admin))[0]?.status).toBe('failed'), soon);
  const [failed] = await outbox(admin);
  expect(failed).toMatchObject({ attempts: 1, nextAttemptAt: null, to: contact.email });
  expect(failed?.lastError).toContain('550 no such user');

  smtp.refuse = () => null;
  expect((await retry(admin, failed!.id)).status).toBe(202);
  await arrived(contact.email);
  await vi.waitFor(
    async () => expect((await outbox(admin))[0]).toMatchObject({ status: 'sent', attempts: 2, lastError: null }),
    soon,
  );
  expect((await retry(admin, failed!.id)).code).toBe('already-sent');
  const stranger = await office();
  expect((await retry(stranger.admin, failed!.id)).status).toBe(404);
});

test('pauses grow from half a minute to six hours, and end in failure after three days', async () => {
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  smtp.refuse = () => '450 not now';
  await mailLink(admin, contact);
  const begun = Date.now();
  const pauses: number[] = [];
  const { id } = await onlyMail(admin);
  for (let attempt = 1; ; attempt++) {
    await failedAttempts(admin, id, attempt);
    const { status, nextAttemptAt, attempts } = await onlyMail(admin);
    expect(attempts).toBe(attempt);
    if (status === 'failed') break;
    const until = Date.parse(nextAttemptAt!) - Date.now();
    pauses.push(Math.round(until / 1000));
    later(until + 10);
  }
  expect(pauses.slice(0, 4)).toEqual([30, 60, 120, 240]);
  expect(pauses.at(-1)).toBe(6 * 3600);
  expect(pauses.every((each, n) => each >= (pauses[n - 1] ?? 0))).toBe(true);
  const days = (Date.now() - begun) / (24 * hour);
  expect(days).toBeGreaterThan(2.8);
  expect(days).toBeLessThan(3.2);
});

test('killed between the sending and its being written down, it sends again under the same Message-ID', async () => {
  await delivery.stop();
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  await mailLink(admin, contact);
  const sender = spawn(
    process.execPath,
    ['--conditions=source', '--no-warnings', fileURLToPath(new URL('child.testing.ts', import.meta.url))],
    {
      env: {
        PARVIS_SECRET: t.s.config.secret,
        PARVIS_DATA: t.s.config.data,
        PARVIS_URL: testUrl,
        PARVIS_DATABASE_URL: (t.s.store as TestStore).url,
        PARVIS_SMTP_URL: smtp.url,
      },
      stdio: ['pipe', 'inherit', 'inherit'],
    },
  );
  child = sender;
  const ended = new Promise((resolve) => sender.once('exit', resolve));
  // The server has the whole mail, and its answer never arrives.
  smtp.taken = async () => {
    sender.kill('SIGKILL');
    await ended;
  };
  await vi.waitFor(() => expect(mailsTo(contact.email)).toHaveLength(1), { timeout: 60_000, interval: 20 });
  smtp.taken = () => {};
  expect((await outbox(admin))[0]).toMatchObject({ status: 'waiting', attempts: 1 });

  delivery = startDelivery(t.s);
  // Not at once: another process might be about to write it down.
  await pause(300);
  expect(mailsTo(contact.email)).toHaveLength(1);
  later(hour);
  const [first, second] = await arrived(contact.email, 2);
  expect(second!.messageId).toBe(first!.messageId);
  expect(addressIn(second!)).toBe(addressIn(first!));
  await vi.waitFor(async () => expect((await outbox(admin))[0]).toMatchObject({ status: 'sent', attempts: 2 }), soon);
}, 90_000);

test('two servers on one database send each mail once', async () => {
  const store = openStore((t.s.store as TestStore).url);
  const second = await openServices({ ...t.s, store });
  const other = startDelivery(second);
  const { company, admin } = await office();
  const contacts = await Promise.all(Array.from({ length: 12 }, async () => (await t.customer(company)).contact));
  for (const contact of contacts) await mailLink(admin, contact);
  for (const contact of contacts) await arrived(contact.email);
  await pause(300);
  const mails = contacts.flatMap(({ email }) => mailsTo(email));
  expect(mails).toHaveLength(12);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(12);
  await other.stop();
  await second.journal.close();
  await store.close();
});

test('what happened while no server ran is mailed when one runs again', async () => {
  await delivery.stop();
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  await mailLink(admin, contact);
  expect(await outbox(admin)).toEqual([]);
  delivery = startDelivery(t.s);
  await arrived(contact.email);
});

test('a link that was revoked while its mail waited does not leave', async () => {
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  smtp.refuse = () => '451 come back later';
  const link = await mailLink(admin, contact);
  await failedAttempts(admin, (await onlyMail(admin)).id, 1);
  await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: link.id } });
  smtp.refuse = () => null;
  later(hour);
  await vi.waitFor(
    async () => expect((await outbox(admin))[0]).toMatchObject({ status: 'failed', lastError: 'link-ended' }),
    soon,
  );
  expect(smtp.mails).toEqual([]);
});

test('no mail goes to who was removed or deactivated, nor to an address that is none', async () => {
  const { company, admin } = await office();
  const [gone, odd] = [await t.customer(company), await t.customer(company, {}, { email: 'a@b.example, c@d.example' })];
  smtp.refuse = () => '451 come back later';
  await mailLink(admin, gone.contact);
  await failedAttempts(admin, (await onlyMail(admin)).id, 1);
  await t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: gone.contact.id } });
  smtp.refuse = () => null;
  await mailLink(admin, odd.contact);
  later(hour);
  await vi.waitFor(async () => {
    const errors = (await outbox(admin)).map(({ lastError }) => lastError);
    expect(errors).toEqual(['no-address', 'recipient-gone']);
  }, soon);
  expect(smtp.mails).toEqual([]);
});

test('no secret is kept or told anywhere but in the mail itself', async () => {
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  // A server that repeats what it was sent, as some do in their refusals.
  let sent: ReceivedMail[] = [];
  smtp.taken = (mail) => {
    sent.push(mail);
    if (sent.length <= 2) throw new Error(`554 refused for ${addressIn(mail)}`);
  };
  await mailLink(admin, contact);
  await t.ask('POST /members', {
    as: admin,
    body: { firstName: 'Canari', lastName: 'Roux', email: 'canari@atelier.example' },
  });
  await vi.waitFor(
    async () => expect((await outbox(admin)).map(({ status }) => status)).toEqual(['failed', 'failed']),
    soon,
  );
  const failed = await outbox(admin);
  expect(failed.map(({ lastError }) => lastError)).toEqual([
    expect.stringContaining('•••'),
    expect.stringContaining('•••'),
  ]);
  for (const { id } of failed) await retry(admin, id);
  await vi.waitFor(() => expect(smtp.mails).toHaveLength(2), soon);
  await vi.waitFor(
    async () => expect((await outbox(admin)).map(({ status }) => status)).toEqual(['sent', 'sent']),
    soon,
  );

  const shown = await Promise.all(
    failed.map(({ id }) => t.ask('GET /outbox/:mailId', { as: admin, params: { mailId: id } })),
  );
  const rows = await Promise.all(Object.values(t.s.store.t).map((table) => t.s.store.read.select().from(table)));
  const everywhere = [JSON.stringify(rows), t.logged.join('\n'), ...shown.map(({ text }) => text)].join('\n');
  const secrets = sent.map((mail) => addressIn(mail).replace(/^.*[#=]/, ''));
  expect(secrets.map(({ length }) => length > 40)).toEqual([true, true, true, true]);
  for (const secret of secrets) {
    expect(everywhere).not.toContain(secret);
    // Nor the part of it that makes it one.
    expect(everywhere).not.toContain(secret.slice(-40));
  }
  expect(shown.map(({ body }) => /^https:\S+$/m.exec(body.text)?.[0])).toEqual([
    `${testUrl}/desk#welcome=•••`,
    `${testUrl}/p#•••`,
  ]);
  // Behind the #: neither a server's log nor a Referer ever holds it.
  for (const mail of sent) expect(new URL(addressIn(mail)).search).toBe('');
  sent = [];
});
