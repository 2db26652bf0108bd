import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { TestStore } from '../testing/store.ts';
import { testUrl } from '../testing.ts';
import {
  smtp,
  t,
  delivery,
  deliverAgain,
  anotherServer,
  clock,
  hour,
  mailLink,
  mailsTo,
  arrived,
  outbox,
  retry,
  addressIn,
  tokenIn,
  failedAttempts,
  failures,
  failuresOf,
  onlyMail,
  later,
  names,
  office,
  useDelivery,
} from '../testing/delivery.ts';
import { backoffAfter } from './backoff.ts';

useDelivery();
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
  child = undefined;
});

test('of several one-time links that waited only the last leaves', async () => {
  const { company, admin } = await office();
  await smtp.stop();
  const email = 'patiente@atelier.example';
  const { body: member } = await t.ask('POST /members', { as: admin, body: { ...names, email } });
  for (let n = 0; n < 2; n++)
    await t.ask('POST /members/:memberId/invitations', { as: admin, params: { memberId: member.id } });
  await expect.poll(async () => (await outbox(admin)).length).toBe(3);
  await failures(company.id, 1);
  await smtp.start();
  later(hour);
  const [mail] = await arrived(email);
  expect((await outbox(admin)).slice(1).map(({ status, lastError }) => [status, lastError])).toEqual([
    ['failed', 'replaced'],
    ['failed', 'replaced'],
  ]);
  expect((await t.ask('POST /password/tokens', { body: { token: tokenIn(mail!) } })).status).toBe(200);
});

test('while the mail server is down for hours nothing is lost; then each mail arrives once, in order', async () => {
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  const other = await t.customer(company);
  await smtp.stop();
  const links = [];
  for (let n = 0; n < 6; n++) links.push(await mailLink(admin, contact));
  await mailLink(admin, other.contact);
  await failures(company.id, 1);
  for (let n = 0; n < 4; n++) {
    const { length } = await failuresOf(company.id);
    later(hour);
    await failures(company.id, length + 1);
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
  await expect.poll(async () => (await outbox(admin)).every(({ status }) => status === 'sent')).toBe(true);
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
  await expect.poll(async () => (await outbox(admin))[0]?.status).toBe('failed');
  const [failed] = await outbox(admin);
  expect(failed).toMatchObject({ attempts: 1, nextAttemptAt: null, to: contact.email });
  expect(failed?.lastError).toContain('550 no such user');

  smtp.refuse = () => null;
  expect((await retry(admin, failed!.id)).status).toBe(202);
  await arrived(contact.email);
  await expect
    .poll(async () => (await outbox(admin))[0])
    .toMatchObject({ status: 'sent', attempts: 2, lastError: null });
  expect((await retry(admin, failed!.id)).code).toBe('already-sent');
  const stranger = await office();
  expect((await retry(stranger.admin, failed!.id)).status).toBe(404);
});

test('pauses grow from half a minute to six hours, and add up to three days', () => {
  const pauses: number[] = [];
  for (let attempts = 1; ; attempts++) {
    const pause = backoffAfter(attempts);
    if (pause === null) break;
    pauses.push(pause / 1000);
  }
  expect(pauses.slice(0, 4)).toEqual([30, 60, 120, 240]);
  expect(pauses.at(-1)).toBe(6 * 3600);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  const days = pauses.reduce((sum, each) => sum + each, 0) / (24 * 3600);
  expect(days).toBeGreaterThan(2.8);
  expect(days).toBeLessThan(3.2);
});

test('a mail that is refused again and again waits for each pause, and is given up after the last', async () => {
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  smtp.refuse = () => '450 not now';
  let begun = clock.now();
  await mailLink(admin, contact);
  const { id } = await onlyMail(admin);
  for (let attempt = 1; ; attempt++) {
    await failedAttempts(admin, id, attempt);
    const { status, nextAttemptAt, attempts } = await onlyMail(admin);
    expect(attempts).toBe(attempt);
    const pause = backoffAfter(attempt);
    expect(status).toBe(pause === null ? 'failed' : 'waiting');
    if (pause === null) break;
    // From the end of the attempt, which was some time since it began.
    const next = Date.parse(nextAttemptAt!);
    expect(next).toBeGreaterThanOrEqual(begun + pause);
    expect(next).toBeLessThanOrEqual(clock.now() + pause);
    begun = next;
    later(Math.max(0, next - clock.now()));
  }
});

test('killed between the sending and its being written down, it sends again under the same Message-ID', async () => {
  await delivery.stop();
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  await mailLink(admin, contact);
  const sender = spawn(
    process.execPath,
    ['--conditions=source', '--no-warnings', fileURLToPath(new URL('../testing/delivery-child.ts', import.meta.url))],
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
  await expect.poll(() => mailsTo(contact.email)).toHaveLength(1);
  smtp.taken = () => {};
  expect((await outbox(admin))[0]).toMatchObject({ status: 'waiting', attempts: 1 });

  // Not at once: another process might be about to write it down. Others leave, so it was looked for.
  const other = await t.customer(company);
  await mailLink(admin, other.contact);
  deliverAgain();
  await arrived(other.contact.email);
  await delivery.stop();
  expect(mailsTo(contact.email)).toHaveLength(1);
  deliverAgain();
  later(hour);
  const [first, second] = await arrived(contact.email, 2);
  expect(second!.messageId).toBe(first!.messageId);
  expect(addressIn(second!)).toBe(addressIn(first!));
  await expect.poll(async () => (await outbox(admin)).at(-1)).toMatchObject({ status: 'sent', attempts: 2 });
});

test('two servers on one database send each mail once', async () => {
  const other = await anotherServer();
  const { company, admin } = await office();
  const contacts = await Promise.all(Array.from({ length: 12 }, async () => (await t.customer(company)).contact));
  for (const contact of contacts) await mailLink(admin, contact);
  // All of them: at first none is in the outbox.
  await expect.poll(async () => (await outbox(admin)).filter(({ status }) => status === 'sent').length).toBe(12);
  await Promise.all([delivery.stop(), other.stop()]);
  const mails = contacts.flatMap(({ email }) => mailsTo(email));
  expect(mails).toHaveLength(12);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(12);
});
