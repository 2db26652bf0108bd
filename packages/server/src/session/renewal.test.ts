import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDelivery } from '../delivery/delivery.ts';
import { newId } from '../ids.ts';
import type { Worker } from '../worker.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import { now } from '../time.ts';

const past = { createdAt: '2025-01-01T00:00:00.000Z', expiresAt: '2025-02-01T00:00:00.000Z' };

let t: TestApp;
let company: { id: string };
let customer: { id: string; companyId: string };
beforeAll(async () => {
  t = await testApp();
  company = await t.company({ linkDays: 30 });
  ({ customer } = await t.customer(company));
});
afterAll(() => t.close());

let asked = 0;
const ask = (body: object, ip = `10.4.0.${++asked}`) => t.ask('POST /links/renewals', { body, ip });
const linksOf = async (contactId: string) => {
  const { links } = t.s.store.t;
  return t.s.store.read.select().from(links).where(eq(links.contactId, contactId));
};
const renewed = async () =>
  (await t.s.journal.after(company.id, 0, 100_000))
    .filter(({ kind }) => kind === 'link.renewed')
    .map(({ subjectId }) => subjectId);

describe('a link whose time is over', () => {
  test('is replaced by one for the same contact and scope, mailed to the address on file', async () => {
    const contact = await t.contact(customer);
    const intervention = await t.intervention(customer);
    const { link, id } = await t.link(contact, { kind: 'intervention', id: intervention.id }, past);
    expect(await ask({ link })).toMatchObject({ status: 202, body: { accepted: true } });
    const made = (await linksOf(contact.id)).find((row) => row.id !== id);
    expect(made).toMatchObject({
      delivery: 'mail',
      scopeKind: 'intervention',
      scopeId: intervention.id,
      createdBy: null,
      revokedAt: null,
    });
    const days = (Date.parse(made?.expiresAt ?? '') - Date.parse(made?.createdAt ?? '')) / 86_400_000;
    expect(days).toBe(30);
    expect(await renewed()).toContain(made?.id);
  });

  test('is not replaced when it was revoked, its contact removed, or no address is on file', async () => {
    const contact = await t.contact(customer);
    const removed = await t.contact(customer, { removedAt: now() });
    const silent = await t.contact(customer, { email: '', emailFolded: '' });
    for (const [whose, given] of [
      [contact, { ...past, revokedAt: now() }],
      [removed, past],
      [silent, past],
    ] as const) {
      const { link } = await t.link(whose, undefined, given);
      expect((await ask({ link })).status).toBe(202);
      expect(await linksOf(whose.id)).toHaveLength(1);
    }
  });

  test('nor while it still opens, nor for a text that is none', async () => {
    const contact = await t.contact(customer);
    const { link } = await t.link(contact);
    for (const text of [link, `${link}x`, 'nothing']) expect((await ask({ link: text })).status).toBe(202);
    expect(await linksOf(contact.id)).toHaveLength(1);
  });
});

describe('an e-mail', () => {
  test('gets the widest links of each contact again, and whoever asks learns nothing', async () => {
    const [one, two] = [
      await t.contact(customer, { email: 'Twice@client.example', emailFolded: 'twice@client.example' }),
      await t.contact(customer, { email: 'twice@client.example', emailFolded: 'twice@client.example' }),
    ];
    const site = await t.site(customer);
    await t.link(one, undefined, past);
    await t.link(one, { kind: 'site', id: site.id });
    await t.link(two, undefined, past);
    const known = await ask({ email: 'twice@CLIENT.example' });
    const unknown = await ask({ email: 'nobody@client.example' });
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    // A link to the whole customer makes the one to a site of theirs superfluous.
    expect((await linksOf(one.id)).filter(({ delivery }) => delivery === 'mail')).toMatchObject([
      { scopeKind: 'customer' },
    ]);
    expect((await linksOf(two.id)).filter(({ delivery }) => delivery === 'mail')).toMatchObject([
      { scopeKind: 'customer' },
    ]);
  });

  test('gets nothing when it never had a link, or all were revoked', async () => {
    const never = await t.contact(customer);
    const revoked = await t.contact(customer);
    await t.link(revoked, undefined, { revokedAt: now() });
    for (const { email } of [never, revoked]) expect((await ask({ email })).status).toBe(202);
    expect(await linksOf(never.id)).toHaveLength(0);
    expect(await linksOf(revoked.id)).toHaveLength(1);
  });

  test('gets three an hour at most, without a word', async () => {
    const contact = await t.contact(customer);
    const { link } = await t.link(contact, undefined, past);
    for (let i = 0; i < 5; i++) expect((await ask({ link })).status).toBe(202);
    expect(await linksOf(contact.id)).toHaveLength(1 + 3);
  });

  test('takes the same time, known or not', async () => {
    const contact = await t.contact(customer);
    await t.link(contact, undefined, past);
    for (const email of [contact.email, 'nobody@client.example']) {
      const begun = performance.now();
      await ask({ email });
      expect(performance.now() - begun).toBeGreaterThan(240);
    }
  });
});

describe('a managing agent whose e-mail stands at many customers', () => {
  const email = 'syndic@regie.example';
  const person = { email, emailFolded: email, lastName: 'Syndic', lang: 'fr' } as const;
  const page = 'https://www.atelier-a.example';
  let a: { id: string };
  let b: { id: string };
  let admin: SignedIn;
  let delivery: Worker;
  beforeAll(async () => {
    delivery = startDelivery(t.s);
    a = await t.company({ origins: [page], name: 'Atelier A' });
    b = await t.company({ name: 'Atelier B' });
    admin = await t.member(a);
    for (let n = 0; n < 14; n++) {
      const { customer, contact } = await t.customer(a, { lastName: `Résidence ${n}`, firstName: '' }, person);
      const site = await t.site(customer, { name: `Bâtiment ${n}` });
      await t.link(contact, { kind: 'site', id: site.id }, past);
      if (n % 2 === 0) await t.link(contact, undefined, past);
    }
    const elsewhere = await t.customer(b, {}, person);
    await t.link(elsewhere.contact, undefined, past);
  });
  afterAll(() => delivery.stop());

  const mails = async (company: { id: string }) => {
    const { outbox } = t.s.store.t;
    await t.told();
    const { contacts } = t.s.store.t;
    const theirs = (await t.s.store.read.select().from(contacts).where(eq(contacts.emailFolded, email))).map(
      ({ id }) => `contact:${id}`,
    );
    const rows = await t.s.store.read.select().from(outbox).where(eq(outbox.companyId, company.id));
    return rows.filter(({ recipient }) => theirs.includes(recipient));
  };

  test('gets all links of the company whose page asks in one mail, the widest first, and none of another’s', async () => {
    expect((await ask({ email, companyId: a.id })).status).toBe(202);
    await expect.poll(() => mails(a)).toHaveLength(1);
    expect(await mails(b)).toEqual([]);
    const [mail] = await mails(a);
    expect(mail).toMatchObject({ kind: 'link', count: 14 });
    const { text, subject } = (await t.ask('GET /outbox/:mailId', { as: admin, params: { mailId: mail!.id } })).body;
    expect(subject).toBe('Vos 14 liens – Atelier A');
    const lines = text.split('\n').filter((line) => /^Résidence .* :$/.test(line));
    expect(lines).toHaveLength(14);
    expect(lines.slice(0, 7).every((line) => !line.includes('Bâtiment'))).toBe(true);
    expect(lines.slice(7).every((line) => line.includes(' – Bâtiment'))).toBe(true);
    expect(text.match(/#•••/g)).toHaveLength(14);
  });

  test('is heard by the company that registered the page, where the page names none', async () => {
    const before = (await mails(a)).length;
    expect(
      (await t.ask('POST /links/renewals', { body: { email }, ip: '10.6.0.1', headers: { origin: page } })).status,
    ).toBe(202);
    await expect.poll(async () => (await mails(a)).length).toBe(before + 1);
    expect(await mails(b)).toEqual([]);
  });

  test('hears of each company from a page that knows none, and nothing for an unknown company', async () => {
    expect((await ask({ email, companyId: newId() })).status).toBe(202);
    expect(await mails(b)).toEqual([]);
    expect((await ask({ email })).status).toBe(202);
    await expect.poll(() => mails(b)).toHaveLength(1);
  });
});

test('one address cannot ask endlessly', async () => {
  const answers = await Promise.all(
    Array.from({ length: 22 }, (_, i) => ask({ email: `x${i}@client.example` }, '10.5.0.1')),
  );
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(2);
});
