/** What the tests of delivery have in common: a mail server, an app that sends through it, and words for what they wait for. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import type { Entry } from '../journal/journal.ts';
import type { Worker } from '../operations/worker.ts';
import { testApp, type TestApp } from '../testing.ts';
import { startDelivery } from './delivery.ts';
import { testSmtp, type ReceivedMail, type TestSmtp } from './smtp.testing.ts';

export const hour = 3_600_000;
/** Of a member whom tests invite. */
export const names = { firstName: 'Thomas', lastName: 'Roux' };

export let smtp: TestSmtp;
export let t: TestApp;
export let delivery: Worker;

/** Delivers anew after a test has stopped it. */
export const deliverAgain = () => void (delivery = startDelivery(t.s));

/** Called by each file of tests, once. */
export const useDelivery = () => {
  beforeAll(async () => {
    smtp = await testSmtp();
    t = await testApp({ PARVIS_SMTP_URL: smtp.url });
  });
  beforeEach(deliverAgain);
  afterEach(async () => {
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
};

export type Company = Awaited<ReturnType<TestApp['company']>>;
export type Member = Awaited<ReturnType<TestApp['member']>>;
export type Contact = Awaited<ReturnType<TestApp['contact']>>;

/** Signed in anew, since tests go forward in time by more than a token lives. */
export const signedIn = ({ companyId, id: memberId }: Member) => t.session({ companyId, memberId });
export const mailLink = async (admin: Member, contact: Contact) => {
  const { status, body } = await t.ask('POST /links', {
    as: await signedIn(admin),
    body: { contactId: contact.id, delivery: 'mail' },
  });
  expect(status).toBe(201);
  expect(body.url).toBeNull();
  return body.link;
};
export const mailsTo = (email: string) => smtp.mails.filter(({ recipients }) => recipients.includes(email));
export const arrived = async (email: string, count = 1): Promise<ReceivedMail[]> => {
  await expect.poll(() => mailsTo(email)).toHaveLength(count);
  return mailsTo(email);
};
export const outbox = async (admin: Member) =>
  (await t.ask('GET /outbox', { as: await signedIn(admin), query: { limit: 200 } })).body.items;
export const retry = async (admin: Member, mailId: string) =>
  t.ask('POST /outbox/:mailId/attempts', { as: await signedIn(admin), params: { mailId } });
/** The secret address in a mail. */
export const addressIn = ({ text }: ReceivedMail): string => /^https:\S+$/m.exec(text ?? '')?.[0] ?? '';
export const tokenIn = (mail: ReceivedMail): string => new URL(addressIn(mail)).hash.split('=')[1]!;
/** Until so many attempts of a mail have failed, and that was written down. */
export const failedAttempts = (admin: Member, mailId: string, count: number) =>
  failures(admin.companyId, count, ({ subjectId }) => subjectId === mailId);
/** The same of all mails of a company, or of some. */
export const failures = async (companyId: string, count: number, isCounted: (entry: Entry) => boolean = () => true) => {
  const failed = async () =>
    (await t.s.journal.after(companyId, 0, 500)).filter(
      (entry) => /^mail\.(changed|failed)$/.test(entry.kind) && isCounted(entry),
    );
  await expect.poll(failed).toHaveLength(count);
};
/** The only mail of a company, once it is there. */
export const onlyMail = async (admin: Member) => {
  await expect.poll(() => outbox(admin)).toHaveLength(1);
  return (await outbox(admin))[0]!;
};
/** Goes forward in time, which stands still from then on, and lets delivery look. */
export const later = (millis: number) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + millis });
  delivery.wake();
};
export const office = async (
  given: Parameters<TestApp['company']>[0] = {},
): Promise<{ company: Company; admin: Member }> => {
  const company = await t.company(given);
  return { company, admin: await t.member(company) };
};
