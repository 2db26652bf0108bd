/** Mail, when a database takes over that lacks the last commits. */
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { standbyOf } from '../store/failover.testing.ts';
import { run } from '../store/store.ts';
import type { TestStore } from '../testing/store.ts';
import {
  arrived,
  deliverAgain,
  delivery,
  mailLink,
  mailsTo,
  office,
  outbox,
  t,
  useDelivery,
  type Company,
  type Member,
} from '../testing/delivery.ts';

useDelivery();

const standby = () => standbyOf((t.s.store as TestStore).url);
/** Until each mail of a company has left, and that is written down. */
const allSent = (admin: Member, count: number) =>
  expect.poll(async () => (await outbox(admin)).filter(({ status }) => status === 'sent')).toHaveLength(count);
const connected = () =>
  expect
    .poll(() =>
      t.s.store.ping().then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
const cursor = async ({ id }: Company) => {
  const { journalReaders: r } = t.s.store.t;
  const [found] = await t.s.store.read.select().from(r).where(eq(r.companyId, id));
  return found!.position;
};

test('entries that take the numbers of lost ones make their mails, and no mail that is kept leaves again', async () => {
  const { company, admin } = await office();
  const [before, lost, after] = await Promise.all([0, 1, 2].map(async () => (await t.customer(company)).contact));
  await mailLink(admin, before!);
  await allSent(admin, 1);
  const { takeOver } = await standby();
  await mailLink(admin, lost!);
  await allSent(admin, 2);
  const { incarnation } = t.s.journal;

  await takeOver();
  await expect.poll(() => t.s.journal.incarnation).not.toBe(incarnation);
  await connected();
  await mailLink(admin, after!);
  await allSent(admin, 2);
  expect([before!, lost!, after!].map(({ email }) => mailsTo(email).length)).toEqual([1, 1, 1]);
});

test('a mail that left, and of which that is lost, leaves again under its Message-ID', async () => {
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  await delivery.stop();
  await mailLink(admin, contact);
  const { takeOver } = await standby();
  deliverAgain();
  await allSent(admin, 1);
  await takeOver();
  const [first, second] = await arrived(contact.email, 2);
  expect(second!.messageId).toBe(first!.messageId);
});

test('a reader that is ahead of the journal comes back to it', async () => {
  const { company, admin } = await office();
  const [first, second] = await Promise.all([0, 1].map(async () => (await t.customer(company)).contact));
  await mailLink(admin, first!);
  await allSent(admin, 1);
  await delivery.stop();
  const { journalReaders: r, companies } = t.s.store.t;
  await t.s.store.transaction((tx) =>
    run(
      tx
        .update(r)
        .set({ position: sql`${r.position} + 50` })
        .where(eq(r.companyId, company.id)),
    ),
  );
  const [head] = await t.s.store.read.select().from(companies).where(eq(companies.id, company.id));
  deliverAgain();
  await expect.poll(() => cursor(company)).toBe(head!.journalPosition);
  await mailLink(admin, second!);
  await arrived(second!.email);
  expect(mailsTo(first!.email)).toHaveLength(1);
});
