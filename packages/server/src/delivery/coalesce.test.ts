import { expect, test } from 'vitest';
import { testUrl } from '../testing.ts';
import {
  arrived,
  delivery,
  deliverAgain,
  failedAttempts,
  later,
  mailsTo,
  office,
  onlyMail,
  outbox,
  smtp,
  t,
  useDelivery,
  type Company,
  type Member,
} from '../testing/delivery.ts';
import { coalesceMillis, mostNamed } from './coalesce.ts';

useDelivery();

/** Requests of one customer, in the order of their descriptions. */
const request = async (company: Company, descriptions: string[]) => {
  const { contact } = await t.customer(company, { name: 'Le Goff' });
  const as = await t.link(contact);
  const made = [];
  for (const description of descriptions) {
    const { status, body } = await t.ask('POST /interventions', { as, body: { description } });
    expect(status).toBe(201);
    made.push(body);
  }
  return made;
};
const several = (count: number) => Array.from({ length: count }, (_, n) => `Fuite ${n}`);
const subjects = (member: Member) => mailsTo(member.email).map(({ subject }) => subject);

test('requests that come together are one mail, which names each of them and leads to all', async () => {
  await delivery.stop();
  const { company, admin } = await office();
  const english = await t.member(company, { lang: 'en' });
  const made = await request(company, several(3));
  deliverAgain();
  const [mail] = await arrived(admin.email);
  expect(mail!.subject).toBe('3 nouvelles demandes');
  for (const { number, description } of made) expect(mail!.text).toContain(`N° ${number} – Le Goff : ${description}`);
  expect(mail!.text).toContain(`${testUrl}/desk#/inbox`);
  expect((await arrived(english.email))[0]!.subject).toBe('3 new requests');
  expect(await outbox(admin)).toHaveLength(2);
});

test('what comes after a mail has left waits for some minutes and is gathered; nothing is lost in a flood', async () => {
  const { company, admin } = await office();
  await request(company, ['Fuite']);
  await arrived(admin.email);
  await expect.poll(() => outbox(admin)).toMatchObject([{ status: 'sent' }]);
  await request(company, several(15));
  await request(company, several(15));
  const waiting = async () => (await outbox(admin)).filter(({ status }) => status === 'waiting');
  await expect.poll(waiting).toMatchObject([{ subject: '30 nouvelles demandes', attempts: 0 }]);
  expect(mailsTo(admin.email)).toHaveLength(1);

  later(coalesceMillis);
  const [, mail] = await arrived(admin.email, 2);
  expect(mail!.subject).toBe('30 nouvelles demandes');
  expect(mail!.text!.match(/^N° /gm)).toHaveLength(mostNamed);
  expect(mail!.text).toContain('Et 10 autres.');
});

test('a mail that gathers requests holds no other mail to the same person up', async () => {
  const { company, admin } = await office();
  await request(company, ['Fuite']);
  await arrived(admin.email);
  await request(company, ['Encore']);
  await expect.poll(() => outbox(admin)).toHaveLength(2);
  await t.ask('POST /password/resets', { body: { email: admin.email } });
  await arrived(admin.email, 2);
  expect(subjects(admin)[1]).toContain('mot de passe');
});

test('what was tried already keeps what it told; later requests are gathered behind it', async () => {
  const { company, admin } = await office();
  smtp.refuse = () => '451 come back later';
  await request(company, ['Fuite']);
  await failedAttempts(admin, (await onlyMail(admin)).id, 1);
  await request(company, several(2));
  await expect.poll(() => outbox(admin)).toHaveLength(2);
  smtp.refuse = () => null;
  later(coalesceMillis);
  await arrived(admin.email, 2);
  expect(subjects(admin)).toEqual([expect.stringContaining('Nouvelle demande n°'), '2 nouvelles demandes']);
});
