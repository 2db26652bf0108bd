/** What the tests of delivery have in common: a mail server, an app that sends through it, and words for what they wait for. */
import type { Scope } from '@parvis/sdk/contract';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Entry } from '../journal/journal.ts';
import type { Worker } from '../worker.ts';
import { openServices } from '../services.ts';
import { openStore } from '../open-store.ts';
import type { TestStore } from './store.ts';
import { testApp, type TestApp } from '../testing.ts';
import { systemClock, type Clock } from '../time.ts';
import { startDelivery } from '../delivery/delivery.ts';
import { testSmtp, type ReceivedMail, type TestSmtp } from '../delivery/smtp.testing.ts';
import { openTransport, type MailTimeouts } from '../delivery/transport.ts';

export const hour = 3_600_000;
/** Of a member whom tests invite. */
export const names = { firstName: 'Thomas', lastName: 'Roux' };

export let smtp: TestSmtp;
export let t: TestApp;
export let delivery: Worker;

let passed = 0;
let ahead = 0;
/** Delivery's own: goes on as any clock does, and can be moved. The rest of the server has the machine's. */
export const clock: Clock = {
  now: () => systemClock.now() + passed + ahead,
  steady: () => systemClock.steady() + passed,
};

/** Delivers anew after a test has stopped it; with other patience than usual, where a test waits for its end. */
export const deliverAgain = (timeouts?: MailTimeouts) =>
  void (delivery = startDelivery(t.s, openTransport(smtp.url, t.s.config, timeouts), clock));

let others: (() => Promise<void>)[] = [];
/** Another server on the same database, which delivers too. */
export async function anotherServer(): Promise<Worker> {
  const store = openStore((t.s.store as TestStore).url);
  const services = await openServices({ ...t.s, store });
  const worker = startDelivery(services, undefined, clock);
  others.push(async () => {
    await worker.stop();
    await services.journal.close();
    await store.close();
  });
  return worker;
}

/**
 * Called by each file of tests, once. Each test has a mail server and a database of its own: a mail that one leaves
 * behind would take its place among those that are sent at once.
 */
export const useDelivery = () => {
  beforeEach(async () => {
    [passed, ahead, others] = [0, 0, []];
    smtp = await testSmtp();
    t = await testApp({ PARVIS_SMTP_URL: smtp.url });
    deliverAgain();
  });
  afterEach(async () => {
    await Promise.all([delivery.stop(), ...others.map((close) => close())]);
    await t.close();
    await smtp.stop();
  });
};

export type Company = Awaited<ReturnType<TestApp['company']>>;
export type Member = Awaited<ReturnType<TestApp['member']>>;
export type Contact = Awaited<ReturnType<TestApp['contact']>>;

export const mailLink = async (admin: Member, contact: Contact, scope?: Pick<Scope, 'kind' | 'id'>) => {
  const { status, body } = await t.ask('POST /links', {
    as: admin,
    body: { contactId: contact.id, delivery: 'mail', ...(scope && { scope }) },
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
  (await t.ask('GET /outbox', { as: admin, query: { limit: 200 } })).body.items;
export const retry = async (admin: Member, mailId: string) =>
  t.ask('POST /outbox/:mailId/attempts', { as: admin, params: { mailId } });
/** The secret address in a mail. */
export const addressIn = ({ text }: ReceivedMail): string => /^https:\S+$/m.exec(text ?? '')?.[0] ?? '';
export const tokenIn = (mail: ReceivedMail): string => new URL(addressIn(mail)).hash.split('=')[1]!;
/** Until at least so many attempts of a mail have failed, and that was written down. */
export const failedAttempts = (admin: Member, mailId: string, count: number) =>
  failures(admin.companyId, count, ({ subjectId }) => subjectId === mailId);
/** The same of all mails of a company, or of some. */
export const failures = async (companyId: string, count: number, isCounted: (entry: Entry) => boolean = () => true) => {
  const counted = async () => (await failuresOf(companyId)).filter(isCounted).length;
  await expect.poll(counted).toBeGreaterThanOrEqual(count);
};
export const failuresOf = async (companyId: string) =>
  (await t.s.journal.after(companyId, 0, 500)).filter(({ kind }) => /^mail\.(changed|failed)$/.test(kind));
/** The only mail of a company, once it is there. */
export const onlyMail = async (admin: Member) => {
  await expect.poll(() => outbox(admin)).toHaveLength(1);
  return (await outbox(admin))[0]!;
};
/**
 * Goes forward in time and lets delivery look. What is under way pauses from then on: whoever waits for the end of its pause
 * waits first for its failure.
 */
export const later = (millis: number) => {
  passed += millis;
  delivery.wake();
};
/** Sets the clock, ahead or back: no time passes by that. */
export const setClock = (millis: number) => void (ahead += millis);
export const office = async (
  given: Parameters<TestApp['company']>[0] = {},
): Promise<{ company: Company; admin: Member }> => {
  const company = await t.company(given);
  return { company, admin: await t.member(company) };
};
