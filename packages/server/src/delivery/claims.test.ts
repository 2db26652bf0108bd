/** A mail is on its way once at a time, whatever the mail server, the clocks and other servers do. */
import { onTestFinished, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { run } from '../store/store.ts';
import {
  anotherServer,
  arrived,
  clock,
  deliverAgain,
  delivery,
  failedAttempts,
  failures,
  hour,
  later,
  mailLink,
  mailsTo,
  office,
  onlyMail,
  outbox,
  retry,
  setClock,
  smtp,
  t,
  useDelivery,
} from '../testing/delivery.ts';
import { atOnce, defaultTimeouts } from './transport.ts';

useDelivery();

/** From here on the mail server keeps each mail to these people waiting for its answer. */
const slowly = (emails: string[]) => {
  const { promise, resolve: answer } = Promise.withResolvers<void>();
  onTestFinished(() => answer());
  const waiting: string[] = [];
  smtp.taken = async ({ recipients }) => {
    if (!recipients.some((email) => emails.includes(email))) return;
    waiting.push(...recipients);
    await promise;
  };
  return { waiting, answer };
};

test('a mail server that answers only just in time is sent each mail once, though there are two of us', async () => {
  const { company, admin } = await office();
  // As many as one server has room for: what else leaves is sent by the other.
  const contacts = await Promise.all(Array.from({ length: atOnce }, async () => (await t.customer(company)).contact));
  const emails = contacts.map(({ email }) => email);
  const { waiting, answer } = slowly(emails);
  for (const contact of contacts) await mailLink(admin, contact);
  await expect.poll(() => waiting).toHaveLength(atOnce);

  const other = await anotherServer();
  later(defaultTimeouts.total);
  // Somebody at the desk loses patience before the mail server does.
  for (const { id } of await outbox(admin)) expect((await retry(admin, id)).status).toBe(202);
  const marker = (await t.customer(company)).contact;
  await mailLink(admin, marker);
  await arrived(marker.email);
  await other.stop();
  expect(waiting.toSorted()).toEqual(emails.toSorted());

  answer();
  await expect
    .poll(async () => (await outbox(admin)).map(({ status }) => status))
    .toEqual(Array.from({ length: atOnce + 1 }, () => 'sent'));
  await delivery.stop();
  expect(smtp.mails).toHaveLength(atOnce + 1);
  const told = (await t.s.journal.after(company.id, 0, 500)).filter(({ kind }) => kind === 'mail.sent');
  expect(told).toHaveLength(atOnce + 1);
});

test('a mail that its server keeps waiting holds nobody else’s up', async () => {
  const { company, admin } = await office();
  const [slow, quick] = [await t.customer(company), await t.customer(company)];
  const { waiting } = slowly([slow.contact.email]);
  await mailLink(admin, slow.contact);
  await expect.poll(() => waiting).toHaveLength(1);
  await mailLink(admin, quick.contact);
  await arrived(quick.contact.email);
});

test('an attempt ends before its claim does, even where the mail server never comes to an end', async () => {
  await delivery.stop();
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  slowly([contact.email]);
  await mailLink(admin, contact);
  deliverAgain({ ...defaultTimeouts, total: 500 });
  const { id } = await onlyMail(admin);
  await failedAttempts(admin, id, 1);
  expect(await onlyMail(admin)).toMatchObject({ status: 'waiting', lastError: 'no end within 0.5 s' });
});

test('a clock that was ahead and is put back makes no mail wait for that time, and changes no order', async () => {
  setClock(5 * hour);
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  smtp.refuse = () => '451 come back later';
  const links = [await mailLink(admin, contact)];
  const { id } = await onlyMail(admin);
  await failedAttempts(admin, id, 1);
  setClock(-5 * hour);
  links.push(await mailLink(admin, contact));
  const nextAttempt = async () => Date.parse((await outbox(admin)).at(-1)!.nextAttemptAt!);
  expect(await nextAttempt()).toBeGreaterThan(clock.now() + 4 * hour);

  smtp.refuse = () => null;
  later(60_000);
  await expect.poll(nextAttempt).toBeLessThan(clock.now() + hour);
  later(30_000);
  const mails = await arrived(contact.email, 2);
  const address = (text = '') => /^https:\S+$/m.exec(text)![0];
  const ids = await Promise.all(mails.map(async ({ text }) => (await t.s.tokens.readLink(address(text)))?.linkId));
  expect(ids).toEqual(links.map(({ id }) => id));
});

test('nor does the claim of a server whose clock was ahead when it died', async () => {
  await delivery.stop();
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  await mailLink(admin, contact);
  smtp.refuse = () => '451 come back later';
  deliverAgain();
  const { id } = await onlyMail(admin);
  await failedAttempts(admin, id, 1);
  await delivery.stop();
  const { outbox: mails } = t.s.store.t;
  const claimedUntil = new Date(clock.now() + 24 * hour).toISOString();
  await t.s.store.transaction((tx) => run(tx.update(mails).set({ claimedUntil }).where(eq(mails.id, id))));

  smtp.refuse = () => null;
  deliverAgain();
  const claim = async () => Date.parse((await t.s.store.read.select().from(mails))[0]!.claimedUntil!);
  await expect.poll(claim).toBeLessThan(clock.now() + hour);
  expect(mailsTo(contact.email)).toEqual([]);
  later(hour);
  await arrived(contact.email);
});

test('a mail that cannot be made is seen to fail, and holds nobody else’s up', async () => {
  const broken = await office({ timeZone: 'Nowhere/None' });
  const sound = await office();
  const [one, other] = [await t.customer(broken.company), await t.customer(sound.company)];
  await mailLink(broken.admin, one.contact);
  await failures(broken.company.id, 1);
  const { outbox: mails } = t.s.store.t;
  expect(await t.s.store.read.select().from(mails)).toMatchObject([
    { status: 'waiting', attempts: 1, claimedUntil: null, lastError: 'internal' },
  ]);
  await mailLink(sound.admin, other.contact);
  await arrived(other.contact.email);
});
