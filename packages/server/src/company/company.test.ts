import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
});

const change = (body: object, ifMatch = 1) => t.ask('PATCH /company', { as: admin, ifMatch, body });

describe('the company’s settings', () => {
  it('change where they are named and stay otherwise', async () => {
    const { status, body } = await change({ branding: { accent: '#0a6b57' }, options: { sites: false }, linkDays: 30 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'Atelier des Monts',
      branding: { accent: '#0a6b57', radius: null },
      linkDays: 30,
      version: 2,
    });
    expect(body.options).toMatchObject({ sites: false, equipment: true });
    expect((await t.ask('GET /company', { as: admin })).body).toEqual(body);
  });

  it('are refused when they were changed meanwhile', async () => {
    await change({ name: 'Atelier du Lac' });
    expect(await change({ name: 'Atelier du Bois' })).toMatchObject({ status: 412, code: 'stale' });
    expect((await t.ask('GET /company', { as: admin })).body.name).toBe('Atelier du Lac');
  });

  it('hold each allowed origin once, and links open only on one of them', async () => {
    const origin = 'https://www.atelier.example';
    const { body } = await change({ allowedOrigins: [origin, origin], portalUrl: `${origin}/espace` });
    expect(body).toMatchObject({ allowedOrigins: [origin], portalUrl: `${origin}/espace` });
    expect(await change({ portalUrl: 'https://elsewhere.example/p' }, 2)).toMatchObject({
      status: 422,
      errors: [{ field: 'portalUrl', code: 'origin-not-allowed' }],
    });
    expect(await change({ allowedOrigins: [] }, 2)).toMatchObject({
      status: 422,
      errors: [{ field: 'allowedOrigins', code: 'origin-not-allowed' }],
    });
  });

  it.each([
    ['https://WWW.Example.fr/', 'https://www.example.fr'],
    ['https://www.example.fr:443', 'https://www.example.fr'],
    ['  https://www.example.fr:8443 ', 'https://www.example.fr:8443'],
    ['https://électricité-générale.fr', 'https://xn--lectricit-gnrale-9pbjcb.fr'],
    ['http://localhost:4321/', 'http://localhost:4321'],
    ['https://[2001:DB8::1]', 'https://[2001:db8::1]'],
  ])('keep the allowed origin %s as browsers write it', async (typed, kept) => {
    const { status, body } = await change({ allowedOrigins: ['https://first.example', typed] });
    expect(status).toBe(200);
    expect(body.allowedOrigins).toEqual(['https://first.example', kept].toSorted());
    const visit = () => t.ask('GET /company', { as: admin, headers: { origin: kept } });
    await expect.poll(async () => (await visit()).status).toBe(200);
  });

  it.each([
    'https://*',
    'https://*.example.fr',
    'https://x;sandbox',
    "https://x'self'",
    'https://x y.fr',
    'https://x,y.fr',
    'https://user@example.fr',
    'https://example.fr/path',
    'https://example.fr?x',
    'https://example.fr#',
    'https:\\\\example.fr',
    'https://exa\nmple.fr',
    'http://example.fr',
    'http://localhost.example.fr',
    'ftp://example.fr',
    'javascript:alert(1)',
    'null',
    '*',
    '',
  ])('refuse the origin %j by its index', async (typed) => {
    expect(await change({ allowedOrigins: ['https://first.example', typed] })).toMatchObject({
      status: 422,
      errors: [{ field: 'allowedOrigins.1', code: 'invalid' }],
    });
  });

  it('keep one name of a time zone, however it was typed', async () => {
    for (const [version, typed] of ['europe/PARIS', 'EUROPE/paris', 'Europe/Paris'].entries())
      expect((await change({ timeZone: typed }, version + 1)).body.timeZone).toBe('Europe/Paris');
  });

  it('open links on a page as browsers write it, which holds no fragment', async () => {
    const allowedOrigins = ['https://www.atelier.example'];
    const page = await change({ allowedOrigins, portalUrl: 'https://WWW.Atelier.example:443/Espace?x=1' });
    expect(page.body.portalUrl).toBe('https://www.atelier.example/Espace?x=1');
    for (const [portalUrl, code] of [
      ['https://www.atelier.example/#/espace', 'has-fragment'],
      ['https://www.atelier.example/espace#', 'has-fragment'],
      ['javascript:alert(1)', 'invalid'],
      ['https://www.atelier.example/a b', 'invalid'],
      ['http://www.atelier.example/', 'invalid'],
    ])
      expect(await change({ portalUrl }, 2), portalUrl).toMatchObject({
        status: 422,
        errors: [{ field: 'portalUrl', code }],
      });
  });

  it.each([
    [{ timeZone: 'Europe/Nowhere' }, 'timeZone'],
    [{ timeZone: '+01:00' }, 'timeZone'],
    [{ allowedOrigins: ['http://plain.example'] }, 'allowedOrigins.0'],
    [{ allowedOrigins: ['https://www.atelier.example/path'] }, 'allowedOrigins.0'],
    [{ branding: { accent: 'red; } body { display: none' } }, 'branding.accent'],
    [
      {
        types: [
          { key: 'a', label: { fr: 'A', en: 'A' } },
          { key: 'a', label: { fr: 'B', en: 'B' } },
        ],
      },
      'types',
    ],
  ])('refuse %j, naming the field', async (body, field) => {
    expect(await change(body)).toMatchObject({ status: 422, errors: [{ field }] });
  });

  it('leave their field names in the journal, and no value', async () => {
    await change({ phone: '04 72 00 00 01' });
    const entries = await t.s.journal.after(company.id, 0, 100);
    expect(entries.at(-1)).toMatchObject({ kind: 'company.changed', fields: ['phone'] });
    expect(JSON.stringify(entries)).not.toContain('72 00 00 01');
  });
});
