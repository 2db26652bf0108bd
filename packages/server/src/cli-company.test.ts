/** Companies, their members, keys and links, on the command line. */
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookupsBehind } from './access/lookups.testing.ts';
import { factsOf, folder, parvis, removeFolders, secret, start } from './cli.testing.ts';
import { incomingFolder } from './files/intake.ts';
import { openTestStore, type TestStore } from './testing/store.ts';
import { testApp, type TestApp } from './testing.ts';

afterAll(removeFolders);

test('a company begins with its telephone and logo, looked at as one that is uploaded', async () => {
  const store = await openTestStore();
  const data = folder();
  const given = { PARVIS_SECRET: secret, PARVIS_DATABASE_URL: store.url, PARVIS_DATA: data };
  const create = (...more: string[]) =>
    parvis(given, 'company', 'create', '--name', 'Rey', '--email', 'direction@rey.example', ...more);
  const [picture, drawing] = [join(data, 'logo.png'), join(data, 'logo.svg')];
  await sharp({ create: { width: 800, height: 100, channels: 4, background: '#1c5d73' } }).toFile(picture);
  await writeFile(drawing, '<svg xmlns="http://www.w3.org/2000/svg"/>');
  expect(await create('--logo', drawing)).toMatchObject({ code: 1, err: expect.stringContaining('unsupported-file') });
  expect(await create('--logo', join(data, 'none.png'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no file'),
  });
  expect(await create('--phone', '12')).toMatchObject({ code: 1, err: 'Refused: phone: phone.\n' });
  expect(await store.read.select().from(store.t.companies)).toEqual([]);

  expect((await create('--phone', '0465712030', '--logo', picture)).code).toBe(0);
  const [company] = await store.read.select().from(store.t.companies);
  expect(company).toMatchObject({ phone: '04 65 71 20 30', logo: { light: { width: 640, height: 80 }, dark: null } });
  expect(await store.read.select({ id: store.t.logos.id }).from(store.t.logos)).toEqual([
    { id: company!.logo.light!.id },
  ]);
  // The picture is still theirs, and nothing of ours stayed behind.
  expect(await readdir(incomingFolder(data))).toEqual([]);
  expect((await stat(picture)).size).toBeGreaterThan(0);
  await store.close();
});

const invite = ['member', 'invite', '--first-name', 'Luc', '--last-name', 'Rey'];

describe('a company', () => {
  let store: TestStore;
  let given: Record<string, string>;
  beforeAll(async () => {
    store = await openTestStore();
    given = {
      PARVIS_SECRET: secret,
      PARVIS_DATABASE_URL: store.url,
      PARVIS_DATA: folder(),
      PARVIS_URL: 'https://portail.example',
    };
  });
  afterAll(() => store.close());

  test('begins with a one-time link for its first administrator, then members and keys', async () => {
    const before = await parvis(given, 'key', 'create', '--name', 'ERP');
    expect(before).toMatchObject({ code: 1, err: expect.stringContaining('no company yet') as string });

    const created = await parvis(
      given,
      'company',
      'create',
      '--name',
      'Chaleur & Fils',
      '--email',
      'direction@chaleur.example',
      '--first-name',
      'Ève',
      '--last-name',
      'Rey',
      '--json',
    );
    expect(created).toMatchObject({ code: 0, err: '' });
    const { company, invitation } = JSON.parse(created.out) as Record<string, string>;
    expect(invitation).toMatch(/^https:\/\/portail\.example\/desk#welcome=[\w-]{64}$/);

    const key = factsOf((await parvis(given, 'key', 'create', '--name', 'ERP')).out);
    expect(key['Key']).toMatch(/^parvis_[\w-]{64}$/);
    const member = await parvis(given, ...invite, '--email', 'luc@chaleur.example', '--role', 'office');
    expect(factsOf(member.out)['Invitation']).toMatch(/#welcome=/);
    // A link that expired unused, or went astray: another one, for the same person as they were invited.
    const again = await parvis(given, ...invite, '--email', 'LUC@chaleur.example', '--role', 'admin');
    expect(factsOf(again.out)).toMatchObject({ Member: factsOf(member.out)['Member'], Role: 'office' });
    expect(factsOf(again.out)['Invitation']).toMatch(/#welcome=/);
    expect(factsOf(again.out)['Invitation']).not.toBe(factsOf(member.out)['Invitation']);

    const nameless = await parvis(given, 'company', 'create', '--name', 'Autre', '--email', 'direction@autre.example');
    const { members } = store.t;
    const [administrator] = await store.read
      .select({ firstName: members.firstName, lastName: members.lastName, name: members.name })
      .from(members)
      .where(eq(members.id, factsOf(nameless.out)['Member']!));
    // Nobody said it: no name is made up.
    expect(administrator).toEqual({ firstName: '', lastName: '', name: 'direction@autre.example' });
    expect(await parvis(given, 'key', 'create', '--name', 'ERP')).toMatchObject({
      code: 1,
      err: expect.stringContaining('several companies') as string,
    });
    expect(await parvis(given, 'key', 'create', '--name', 'ERP', '--company', company!)).toMatchObject({ code: 0 });
    expect(await parvis(given, 'key', 'create', '--name', 'ERP', '--company', 'Nulle part')).toMatchObject({ code: 1 });
  });

  test('can be served: the key and the one-time link open what they are for', async () => {
    const { out } = await parvis(
      given,
      'company',
      'create',
      '--name',
      'Servie',
      '--email',
      'a@servie.example',
      '--json',
    );
    const { company, invitation } = JSON.parse(out) as Record<string, string>;
    const key = factsOf((await parvis(given, 'key', 'create', '--name', 'ERP', '--company', company!)).out)['Key']!;
    const server = await start(given, 'serve');
    expect(server.facts).toMatchObject({ Portal: 'https://portail.example/p', Desk: 'https://portail.example/desk' });
    // What is printed is the public address; the port itself is told by nobody but the system.
    expect(await server.stop()).toBe(0);

    const local = await start({ ...given, PARVIS_URL: '' }, 'serve');
    const url = new URL(local.facts['Desk']!).origin;
    const again = ['--email', 'a@servie.example', '--company', company!];
    const renewed = factsOf((await parvis(given, ...invite, ...again)).out);
    const token = renewed['Invitation']!.split('=')[1]!;
    const ask = (path: string, body: object) =>
      fetch(`${url}/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await ask('/password/tokens', { token: invitation!.split('=')[1] })).ok).toBe(false);
    expect(await (await ask('/password/tokens', { token })).json()).toMatchObject({
      purpose: 'invitation',
      email: 'a@servie.example',
    });
    const password = 'trois petits chats dorment';
    expect((await ask('/password', { token, password })).status).toBe(201);
    expect((await ask('/session', { email: 'A@servie.example', password })).status).toBe(201);
    expect(await parvis(given, ...invite, ...again)).toMatchObject({ code: 1, err: 'Refused: email: taken.\n' });
    expect(await lookupsBehind(store)).toEqual({ missing: [], surplus: [] });
    expect((await fetch(`${url}/v1/customers`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
    expect((await fetch(`${url}/v1/customers`, { headers: { authorization: `Bearer ${key}x` } })).status).toBe(401);
    expect(await local.stop('SIGINT')).toBe(0);
  });
});

describe('a link', () => {
  let t: TestApp;
  let given: Record<string, string>;
  beforeAll(async () => {
    t = await testApp();
    const { config } = t.s;
    given = {
      PARVIS_SECRET: config.secret,
      PARVIS_DATABASE_URL: (t.s.store as TestStore).url,
      PARVIS_DATA: config.data,
      PARVIS_URL: config.url,
    };
  });
  afterAll(() => t.close());

  test('is made for a customer’s number, narrowed where it is asked for, and revoked', async () => {
    const company = await t.company();
    const { customer } = await t.customer(company, { number: 12 });
    const site = await t.site(customer);
    const { customer: other } = await t.customer(company, { number: 13 });
    const foreign = await t.site(other);

    const whole = factsOf((await parvis(given, 'link', 'create', '--customer', '12')).out);
    expect(await t.s.tokens.readLink(whole['Link']!)).toMatchObject({
      linkId: whole['Id'],
      scope: { kind: 'customer', id: customer.id },
    });
    const narrow = factsOf(
      (await parvis(given, 'link', 'create', '--customer', '12', '--scope', `site:${site.id}`, '--days', '3')).out,
    );
    expect(await t.s.tokens.readLink(narrow['Link']!)).toMatchObject({ scope: { kind: 'site', id: site.id } });
    expect(Date.parse(narrow['Expires']!) - Date.now()).toBeLessThan(3 * 86_400_000);

    expect(await parvis(given, 'link', 'create', '--customer', '12', '--scope', `site:${foreign.id}`)).toMatchObject({
      code: 1,
      err: 'Refused: scope.id: unknown-reference.\n',
    });
    expect(await parvis(given, 'link', 'create', '--customer', '99')).toMatchObject({
      code: 1,
      err: 'No customer has the number 99.\n',
    });

    const open = () => t.ask('POST /session', { body: { link: whole['Link'] } });
    expect(await open()).toMatchObject({ status: 201 });
    expect(await parvis(given, 'link', 'revoke', whole['Id']!)).toMatchObject({
      code: 0,
      out: `Revoked  ${whole['Id']}\n`,
    });
    expect((await open()).status).not.toBe(201);
    expect(await parvis(given, 'link', 'revoke', site.id)).toMatchObject({
      code: 1,
      err: `No link has the id ${site.id}.\n`,
    });
    const elsewhere = await t.company({ name: 'Ailleurs' });
    const revoke = (where: string) => parvis(given, 'link', 'revoke', narrow['Id']!, '--company', where);
    expect(await revoke(elsewhere.id)).toMatchObject({ code: 1, err: `No link has the id ${narrow['Id']}.\n` });
    expect(await revoke(company.id)).toMatchObject({ code: 0 });
  });

  test('made before the signing key was changed still opens', async () => {
    const company = await t.company({ name: 'Tournante' });
    const { contact } = await t.customer(company);
    const { link } = await t.link(contact);
    const { code, out } = await parvis(given, 'signing-key', 'rotate');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^Signing-key {2}\S+\n$/) as string });
    expect(await t.ask('POST /session', { body: { link } })).toMatchObject({ status: 201 });
  });
});
