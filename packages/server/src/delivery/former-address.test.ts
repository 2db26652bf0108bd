import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { claimMail } from './attempt.ts';
import { oneTimeLink } from '../session/password-token.ts';
import {
  arrived,
  failures,
  delivery,
  deliverAgain,
  hour,
  later,
  mailsTo,
  names,
  office,
  outbox,
  smtp,
  t,
  tokenIn,
  useDelivery,
  type Member,
} from '../testing/delivery.ts';

useDelivery();

const changeEmail = async (admin: Member, of: { id: string; version: number }, email: string) => {
  const call = { as: admin, params: { memberId: of.id }, ifMatch: of.version, body: { email } };
  const { status, body } = await t.ask('PATCH /members/:memberId', call);
  expect(status).toBe(200);
  return body;
};
const rows = async (admin: Member) => {
  const { outbox: table } = t.s.store.t;
  return t.s.store.read.select().from(table).where(eq(table.companyId, admin.companyId));
};

test('the old address is told that it was replaced, without a link, and forgotten; the new one is invited', async () => {
  const { company, admin } = await office();
  const member = await t.member(company, { role: 'office', email: 'ancienne@atelier.example', firstName: 'Zoltan' });
  await changeEmail(admin, member, 'nouvelle@atelier.example');
  const [told] = await arrived('ancienne@atelier.example');
  expect(told!.subject).toBe('Votre adresse e-mail a été remplacée – Atelier des Monts');
  expect(told!.html).not.toContain('<a ');
  // It may have been mistyped: a stranger who reads it learns of nobody.
  for (const said of ['nouvelle@atelier.example', member.firstName]) expect(told!.raw).not.toContain(said);
  const [invited] = await arrived('nouvelle@atelier.example');
  expect((await t.ask('POST /password/tokens', { body: { token: tokenIn(invited!) } })).status).toBe(200);
  await expect.poll(async () => (await rows(admin)).map(({ status }) => status)).toEqual(['sent', 'sent']);
  expect(JSON.stringify(await rows(admin))).not.toContain('ancienne');
});

test('what waits to be sent to the old address does not leave, and no request of a customer reaches the new one before it is proven', async () => {
  const { company, admin } = await office();
  const member = await t.member(company, { email: 'attend@atelier.example' });
  const { contact } = await t.customer(company);
  smtp.refuse = (to) => (/attend|prouver/.test(to) ? '451 come back later' : null);
  await t.ask('POST /password/resets', { body: { email: member.email } });
  await t.ask('POST /interventions', { as: await t.link(contact), body: { description: 'Fuite' } });
  await expect
    .poll(async () => (await outbox(admin)).map(({ kind, attempts }) => `${kind} ${attempts}`))
    .toEqual(expect.arrayContaining(['password_reset 1', expect.stringMatching('intervention_requested')]));
  await failures(company.id, 1);
  await changeEmail(admin, member, 'prouver@atelier.example');
  smtp.refuse = () => null;
  later(2 * hour);
  await arrived('prouver@atelier.example');
  await arrived('attend@atelier.example');
  await expect.poll(async () => (await outbox(admin)).filter(({ status }) => status === 'waiting')).toEqual([]);
  const failed = (await outbox(admin)).filter(({ status }) => status === 'failed');
  expect(failed.map(({ kind, lastError }) => [kind, lastError])).toEqual([
    ['intervention_requested', 'not-active'],
    ['password_reset', 'replaced'],
  ]);
  expect(mailsTo('prouver@atelier.example').map(({ subject }) => subject)).toEqual(['Votre accès – Atelier des Monts']);
});

test('a mail whose address was read before the change makes no link for it after', async () => {
  await delivery.stop();
  const { admin } = await office();
  const profile = { ...names, email: 'mauvaise@atelier.example' };
  const { body: member } = await t.ask('POST /members', { as: admin, body: profile });
  smtp.refuse = () => '451 come back later';
  deliverAgain();
  await expect.poll(() => rows(admin)).toMatchObject([{ attempts: 1 }]);
  await delivery.stop();
  const [row] = await rows(admin);
  await changeEmail(admin, member, 'bonne@atelier.example');
  expect(
    await t.s.store.transaction((tx) =>
      claimMail(tx, row!, oneTimeLink('reset'), null, new Date().toISOString(), 'mauvaise@atelier.example'),
    ),
  ).toBeNull();
  const { passwordTokens } = t.s.store.t;
  expect(await t.s.store.read.select().from(passwordTokens).where(eq(passwordTokens.memberId, member.id))).toEqual([]);
  deliverAgain();
});
