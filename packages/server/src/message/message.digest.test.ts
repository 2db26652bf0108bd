/** One mail a day of what was written in all dossiers of somebody, for who has chosen that. */
import { expect, test } from 'vitest';
import { append } from '../journal/append.ts';
import { nextAt } from '../time.ts';
import { arrived, hour, later, mailsTo, office, outbox, smtp, t, useDelivery } from '../testing/delivery.ts';
import { testUrl, type SignedIn } from '../testing.ts';

useDelivery();

const day = 25 * hour;

async function begin() {
  const { company, admin } = await office();
  const { customer, contact } = await t.customer(company);
  const [bathroom, kitchen] = [
    await t.dossier(company, { name: 'Salle de bains' }),
    await t.dossier(company, { name: 'Cuisine' }),
  ];
  for (const each of [bathroom, kitchen]) await t.participant(each, customer);
  const link = await t.link(contact);
  expect((await t.ask('PATCH /notifications', { as: link, body: { messages: 'digest' } })).status).toBe(200);
  return { company, admin, contact, bathroom, kitchen, link };
}
const send = async (as: SignedIn, { id: dossierId }: { id: string }, body: string) => {
  const sent = await t.ask('POST /dossiers/:dossierId/messages', { as, params: { dossierId }, body: { body } });
  expect(sent.status).toBe(201);
  return sent.body;
};
const rows = () => t.s.store.read.select().from(t.s.store.t.outbox);
const gathered = (count: number) =>
  expect.poll(async () => (await rows()).map((row) => [row.kind, row.count])).toEqual([['dossier_digest', count]]);

test('all of a day is one mail, at half past seven of the company’s time: by dossier, with a link to each', async () => {
  const { admin, contact, bathroom, kitchen } = await begin();
  await send(admin, bathroom, 'Le carrelage est arrivé.');
  await send(admin, kitchen, 'Le plan de travail aussi.');
  await send(admin, bathroom, 'On commence jeudi.');
  await gathered(3);
  const [row] = await rows();
  expect(row!.nextAttemptAt).toBe(nextAt('Europe/Paris', new Date().toISOString(), { hour: 7, minute: 30 }));
  later(day);
  const [mail] = await arrived(contact.email);
  expect(mail!.subject).toBe('Vos dossiers – Atelier des Monts');
  expect(mail!.text).toContain('3 messages ont été écrits dans vos dossiers.');
  expect(mail!.text).toContain(
    `Dossier n° ${bathroom.number}, Salle de bains : Nora : Le carrelage est arrivé.\n  Nora : On commence jeudi.`,
  );
  expect(mail!.text).toContain(`Dossier n° ${kitchen.number}, Cuisine : Nora : Le plan de travail aussi.`);
  const links = mail!.text!.match(new RegExp(`^${testUrl}/p#\\S+$`, 'gm'))!;
  const opened = await Promise.all(
    links.map(async (link) => (await t.ask('POST /session', { body: { link } })).status),
  );
  expect(opened).toEqual([201, 201]);
  expect(mail!.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toContain(`${testUrl}/mail/`);
  expect(mailsTo(contact.email)).toHaveLength(1);
});

test('of one dossier it has one button; what was withdrawn or left meanwhile is not in it', async () => {
  const { admin, contact, bathroom, kitchen } = await begin();
  const code = await send(admin, bathroom, 'Le code est 4711');
  await send(admin, bathroom, 'À jeudi');
  await send(admin, kitchen, 'Rien pour eux');
  await gathered(3);
  await t.ask('DELETE /messages/:messageId', { as: admin, params: { messageId: code.id } });
  const others = await t.customer({ id: admin.companyId });
  const { body: now } = await t.ask('GET /dossiers/:dossierId', { as: admin, params: { dossierId: kitchen.id } });
  const left = await t.ask('PATCH /dossiers/:dossierId', {
    as: admin,
    params: { dossierId: kitchen.id },
    ifMatch: now.version,
    body: { customerIds: [others.customer.id] },
  });
  expect(left.status).toBe(200);
  later(day);
  const [mail] = await arrived(contact.email);
  expect(mail!.text).toContain('Un message a été écrit');
  expect(mail!.text).toContain('Voir la discussion :');
  expect(`${mail!.text} ${mail!.html}`).not.toMatch(/4711|Cuisine|Rien pour eux/);
});

test('none leaves where nothing is left of the day', async () => {
  const { admin, bathroom } = await begin();
  const sent = await send(admin, bathroom, 'Bonjour');
  await gathered(1);
  await t.ask('DELETE /messages/:messageId', { as: admin, params: { messageId: sent.id } });
  later(day);
  await expect.poll(async () => (await outbox(admin)).map(({ lastError }) => lastError)).toEqual(['subject-gone']);
  expect(smtp.mails).toEqual([]);
});

test('none leaves to who wants none by then', async () => {
  const { admin, bathroom, link } = await begin();
  await send(admin, bathroom, 'Bonjour');
  await gathered(1);
  await t.ask('PATCH /notifications', { as: link, body: { messages: 'none' } });
  later(day);
  await expect.poll(async () => (await outbox(admin)).map(({ lastError }) => lastError)).toEqual(['unsubscribed']);
  expect(smtp.mails).toEqual([]);
});

test('a member’s leads to the desk; a hundred long messages stay below 90 kB', async () => {
  const { company, bathroom } = await begin();
  const reader = await t.member(company);
  await t.ask('PATCH /notifications', { as: reader, body: { messages: 'digest' } });
  const { contact } = await t.customer(company, {}, { name: '"'.repeat(80) });
  const made: { id: string }[] = [];
  for (let n = 0; n < 101; n++) made.push(await t.message(bathroom, { contactId: contact.id, body: '"'.repeat(9000) }));
  await t.s.store.transaction(function* (tx) {
    for (const { id } of made)
      yield* append(tx, {
        companyId: company.id,
        kind: 'message.created',
        actor: `contact:${contact.id}`,
        subject: { type: 'message', id },
        audience: ['office'],
      });
  });
  const theirs = async () => (await rows()).find(({ recipient }) => recipient === `member:${reader.id}`)?.count;
  await expect.poll(theirs).toBe(101);
  later(day);
  const [mail] = await arrived(reader.email);
  expect(Buffer.byteLength(mail!.html!)).toBeLessThan(90_000);
  expect(mail!.text).toContain(`${testUrl}/desk#/dossiers/${bathroom.id}`);
  expect(mail!.text).toContain('D’autres messages suivent dans le dossier.');
});
