import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { photo } from '../testing/files.ts';
import { newId } from '../ids.ts';
import { testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';

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

const drawing = (width: number, height: number, fill = '#1c5d7380') =>
  sharp({ create: { width, height, channels: 4, background: fill } })
    .png()
    .toBuffer();
const upload = async (body: Uint8Array, as = admin) =>
  (await t.ask('POST /files', { as, body, query: { name: 'logo' } })).body.id;
const set = (logo: object, ifMatch: number, as = admin) => t.ask('PATCH /company', { as, ifMatch, body: { logo } });
const fetched = (url: string, headers: Record<string, string> = {}) =>
  Promise.resolve(t.app.fetch(new Request(`${testUrl}${url}`, { headers })));

describe('a company’s logo', () => {
  it('is drawn anew in a size for pages, and opens without a session, kept for ever', async () => {
    const { body } = await set({ light: await upload(await drawing(1600, 300)) }, 1);
    expect(body.logo).toEqual({
      light: { url: expect.stringContaining(`/v1/companies/${company.id}/logos/`), width: 640, height: 120 },
      dark: null,
    });
    const answer = await fetched(body.logo.light!.url, { origin: 'https://anywhere.example' });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 640, height: 120, hasAlpha: true });
    const again = await fetched(body.logo.light!.url, { 'if-none-match': answer.headers.get('etag')! });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('keeps nothing beside the picture, and its shape, however tall or small', async () => {
    const tall = await set({ light: await upload(await drawing(100, 2000)) }, 1);
    expect(tall.body.logo.light).toMatchObject({ width: 12, height: 240 });
    const small = await set({ light: await upload(await photo('jpeg', 6)) }, 2);
    // Upright; a picture is not made larger than it is.
    expect(small.body.logo.light).toMatchObject({ width: 80, height: 120 });
    const bytes = Buffer.from(await (await fetched(small.body.logo.light!.url)).arrayBuffer());
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(bytes.includes('Secret 1.0')).toBe(false);
  });

  it('has another address with each picture, and the one before is gone', async () => {
    const first = await set(
      { light: await upload(await drawing(10, 10)), dark: await upload(await drawing(20, 10)) },
      1,
    );
    const second = await set({ light: await upload(await drawing(10, 10)) }, 2);
    expect(second.body.logo.dark).toEqual(first.body.logo.dark);
    expect(second.body.logo.light!.url).not.toBe(first.body.logo.light!.url);
    expect((await fetched(first.body.logo.light!.url)).status).toBe(404);
    const gone = await set({ light: null, dark: null }, 3);
    expect(gone.body.logo).toEqual({ light: null, dark: null });
    for (const { url } of [second.body.logo.light!, second.body.logo.dark!])
      expect((await fetched(url)).status).toBe(404);
  });

  it('is refused where the file is no picture, not one’s own, or already shown to a customer', async () => {
    const pdf = new TextEncoder().encode('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const drawn = await t.ask('POST /files', { as: admin, body: svg, query: { name: 'logo.svg' } });
    expect(drawn).toMatchObject({ status: 415, code: 'unsupported-file' });
    expect(await set({ light: await upload(pdf) }, 1)).toMatchObject({ status: 415, code: 'unsupported-file' });

    const { customer, contact } = await t.customer(company);
    const theirs = await upload(await photo(), await t.link(contact));
    const other = await t.member(await t.company());
    const claimed = await upload(await photo());
    const request = { customerId: customer.id, description: 'Fuite', fileIds: [claimed] };
    expect((await t.ask('POST /interventions', { as: admin, body: request })).status).toBe(201);
    for (const dark of [theirs, claimed, newId(), await upload(await photo(), other)])
      expect(await set({ dark }, 1)).toMatchObject({
        status: 422,
        errors: [{ field: 'logo.dark', code: 'unknown-reference' }],
      });
  });

  it('stays as it was where the company was changed meanwhile, and to whom the settings are not', async () => {
    const logo = { light: await upload(await photo()) };
    expect((await t.ask('PATCH /company', { as: admin, ifMatch: 1, body: { name: 'Autre' } })).status).toBe(200);
    expect(await set(logo, 1)).toMatchObject({ status: 412, code: 'stale' });
    // What was uploaded is not lost: the same is saved from there.
    expect((await set(logo, 2)).body.logo.light).not.toBeNull();
    const office = await t.member(company, { role: 'office' });
    expect((await set({ light: null }, 3, office)).status).toBe(403);
  });

  it('is at the head of the portal, which hears of it', async () => {
    const { contact } = await t.customer(company);
    const link = await t.link(contact);
    const before = (await t.ask('GET /portal', { as: link })).body.company;
    expect(before).toMatchObject({ logo: { light: null, dark: null }, address: { city: 'Lyon' } });
    const { body } = await set({ light: await upload(await photo()) }, 1);
    expect((await t.ask('GET /portal', { as: link })).body.company.logo).toEqual(body.logo);
    const entries = await t.s.journal.after(company.id, 0, 100);
    expect(entries.at(-1)).toMatchObject({ kind: 'company.changed', fields: ['logo'], audience: ['company'] });
  });
});

it.each(['none', newId(), '..%2Fx', 'a.b'])('there is no logo %s', async (id) => {
  expect((await fetched(`/v1/companies/${company.id}/logos/${id}`)).status).toBe(404);
  expect((await fetched(`/v1/companies/${id}/logos/${newId()}`)).status).toBe(404);
});
