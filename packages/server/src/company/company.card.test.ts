import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { testApp, type TestApp } from '../testing.ts';
import { now } from '../time.ts';

const past = { createdAt: '2025-01-01T00:00:00.000Z', expiresAt: '2025-02-01T00:00:00.000Z' };
const nothing = { company: null, mails: false };

let t: TestApp;
let company: { id: string };
let customer: { id: string; companyId: string };
beforeAll(async () => {
  t = await testApp();
  company = await t.company({ name: 'Atelier A', allowedOrigins: ['https://www.atelier-a.example'] });
  ({ customer } = await t.customer(company));
});
afterAll(() => t.close());

let asked = 0;
const ask = async (body: object, ip = `10.7.0.${++asked}`) => {
  const answer = await t.ask('POST /companies/cards', { body, ip });
  expect(answer.status).toBe(200);
  return answer.body;
};

describe('who holds a link that does not open', () => {
  test('sees which company it is of and how to reach it, and nothing else of it', async () => {
    const { link } = await t.link(await t.contact(customer), undefined, past);
    expect(await ask({ link })).toEqual({
      company: {
        id: company.id,
        name: 'Atelier A',
        phone: '+33472000000',
        email: 'bonjour@atelier.example',
        address: { line1: '2 rue du Port', line2: '', postalCode: '69009', city: 'Lyon', country: 'FR' },
        branding: { accent: null, surface: null, text: null, radius: null },
        logo: { light: null, dark: null },
      },
      mails: true,
    });
  });

  test('sees it of one that was revoked, or whose person was removed, which nothing is mailed for', async () => {
    const revoked = await t.link(await t.contact(customer), undefined, { ...past, revokedAt: now() });
    const removed = await t.link(await t.contact(customer, { removedAt: now() }), undefined, past);
    for (const { link } of [revoked, removed])
      expect(await ask({ link })).toMatchObject({ company: { name: 'Atelier A' }, mails: false });
  });

  test('is not promised a mail where no address is on file, nor while the link opens', async () => {
    const silent = await t.link(await t.contact(customer, { email: '', emailFolded: '' }), undefined, past);
    const open = await t.link(await t.contact(customer));
    for (const { link } of [silent, open]) expect((await ask({ link })).mails).toBe(false);
  });
});

describe('a link that we never signed', () => {
  test('shows nothing of the company that it claims to be of', async () => {
    const { link } = await t.link(await t.contact(customer), undefined, past);
    const [head, payload] = link.split('.');
    for (const text of [`${head}.${payload}.c2lnbmF0dXJl`, `${link}x`, 'nothing', ''])
      expect(await ask({ link: text })).toEqual(nothing);
  });

  test('shows the company that the page’s address names, as to everybody who opens that page', async () => {
    expect((await ask({ link: 'nothing', companyId: company.id })).company).toMatchObject({ name: 'Atelier A' });
    expect((await ask({ companyId: company.id })).company).toMatchObject({ name: 'Atelier A' });
    for (const body of [{ companyId: newId() }, {}]) expect(await ask(body)).toEqual(nothing);
  });
});

test('a link shows its own company, whatever the page’s address names', async () => {
  const other = await t.company({ name: 'Atelier B' });
  const { link } = await t.link(await t.contact(customer), undefined, past);
  expect((await ask({ link, companyId: other.id })).company?.name).toBe('Atelier A');
});

test('one address cannot look up links endlessly', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 122; n++)
    statuses.push((await t.ask('POST /companies/cards', { body: {}, ip: '10.8.0.1' })).status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(2);
});
