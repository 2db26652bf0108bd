import { expect, test } from 'vitest';
import { inviteMember } from '../member/member.rules.ts';
import { newPasswordToken } from '../session/password-token.ts';
import { testUrl } from '../testing.ts';
import {
  smtp,
  t,
  delivery,
  deliverAgain,
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
  onlyMail,
  later,
  names,
  office,
  useDelivery,
} from '../testing/delivery.ts';
import type { ReceivedMail } from './smtp.testing.ts';

useDelivery();

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

test('a link to a site names it where the portal shows sites, and nowhere else', async () => {
  const { company, admin } = await office();
  const { customer, contact } = await t.customer(company);
  const scope = { kind: 'site', id: (await t.site(customer, { name: 'Chalet' })).id } as const;
  const mailed = async (count: number) => {
    await mailLink(admin, contact, scope);
    const { subject, text, html } = (await arrived(contact.email, count)).at(-1)!;
    return [subject, text, html].map((said) => said!.includes('Chalet'));
  };
  expect(await mailed(1)).toEqual([true, true, true]);
  const params = { customerId: customer.id };
  await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 1, body: { options: { sites: false } } });
  expect(await mailed(2)).toEqual([false, false, false]);
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
  const readToken = (token: string) => t.ask('POST /password/tokens', { body: { token } });
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
  deliverAgain();
  const [mail] = await arrived(email);
  for (const token of [shown, tokenIn(mail!)])
    expect((await t.ask('POST /password/tokens', { body: { token } })).status).toBe(200);
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

test('what happened while no server ran is mailed when one runs again', async () => {
  await delivery.stop();
  const { company, admin } = await office();
  const { contact } = await t.customer(company);
  await mailLink(admin, contact);
  expect(await outbox(admin)).toEqual([]);
  deliverAgain();
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
  await expect.poll(async () => (await outbox(admin))[0]).toMatchObject({ status: 'failed', lastError: 'link-ended' });
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
  await expect
    .poll(async () => (await outbox(admin)).map(({ lastError }) => lastError))
    .toEqual(['no-address', 'recipient-gone']);
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
  await expect.poll(async () => (await outbox(admin)).map(({ status }) => status)).toEqual(['failed', 'failed']);
  const failed = await outbox(admin);
  expect(failed.map(({ lastError }) => lastError)).toEqual([
    expect.stringContaining('•••'),
    expect.stringContaining('•••'),
  ]);
  for (const { id } of failed) await retry(admin, id);
  await expect.poll(() => smtp.mails).toHaveLength(2);
  await expect.poll(async () => (await outbox(admin)).map(({ status }) => status)).toEqual(['sent', 'sent']);

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

test('nothing leaves that is about what went into the bin while it waited', async () => {
  const { company, admin } = await office();
  const { customer, contact } = await t.customer(company);
  await delivery.stop();
  await mailLink(admin, contact);
  const link = await t.link(contact);
  await t.ask('POST /interventions', { as: link, body: { description: 'Fuite' } });
  const params = { customerId: customer.id };
  await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 1, body: { binned: true } });
  deliverAgain();
  await failures(company.id, 2, ({ kind }) => kind === 'mail.failed');
  expect(smtp.mails).toEqual([]);
});
