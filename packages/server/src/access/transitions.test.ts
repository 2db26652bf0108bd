/**
 * Everything that opens something for a person, before and after each change of that person. Before, all of it opens;
 * after, what the table says, and nothing else.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../app.ts';
import { changeStakeholder, removeStakeholder } from '../dossier/stakeholder.rules.ts';
import { photo } from '../testing/files.ts';
import { readLive, type LiveReader } from '../live/live.testing.ts';
import { openServer, type HttpServer } from '../server.ts';
import { newPasswordToken, type Purpose } from '../session/password-token.ts';
import { hashPassword } from '../session/passwords.ts';
import { testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';
import { holdOpen, type HeldRequest } from '../testing/held-open.ts';

const password = 'la chaudière est réparée';

let t: TestApp;
let server: HttpServer;
let passwordHash: string;
const readers: LiveReader[] = [];
const held: HeldRequest[] = [];

beforeAll(async () => {
  t = await testApp();
  passwordHash = await hashPassword(password);
  server = await openServer('127.0.0.1', 0);
  server.answer(createApp(t.s).fetch);
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
  for (const request of held.splice(0)) request.leave();
});
afterAll(async () => {
  await t.s.journal.close();
  await server.stop(1000);
  await t.close();
});

/** Asks whether it still opens something. */
type Door = () => Promise<boolean>;
type Doors<Name extends string> = Record<Name, Door>;

const answers = (work: Promise<{ status: number }>): Promise<boolean> => work.then(({ status }) => status < 300);

const bearer =
  (route: 'GET /fields' | 'GET /portal', as: SignedIn | string): Door =>
  () =>
    answers(t.ask(route, { as }));

const stream = async ({ token }: SignedIn): Promise<Door> => {
  const reader = await readLive(`http://127.0.0.1:${server.port}`, token);
  readers.push(reader);
  await expect.poll(() => reader.blocks.length).toBeGreaterThan(0);
  return () => Promise.resolve(!reader.ended);
};

const upload = async (as: SignedIn) =>
  (await t.ask('POST /files', { as, body: await photo(), query: { name: 'photo.jpg' } })).body;
const address =
  (url: string): Door =>
  async () => {
    const response = await t.app.fetch(new Request(`${testUrl}${url}`));
    await response.body?.cancel();
    return response.ok;
  };
const downloadAddress = async (as: SignedIn): Promise<Door> => address((await upload(as)).url);
/** Of a file that another has put there. */
const addressOf = async (fileId: string, as: SignedIn): Promise<Door> =>
  address((await t.ask('GET /files/:fileId', { as, params: { fileId } })).body.url);
const photoOn = async (interventionId: string, as: SignedIn) => {
  const { id } = await upload(as);
  const call = { as, params: { interventionId }, body: { fileIds: [id] } };
  expect((await t.ask('POST /interventions/:interventionId/files', call)).status).toBeLessThan(300);
  return id;
};

/** A request that began in time and whose body comes when the door is tried; the next one begins then. */
const heldOpen = async (as: SignedIn, path: string, content: object | Uint8Array): Promise<Door> => {
  const begin = async () => {
    const request = await holdOpen(t.app, as, path, content);
    held.push(request);
    return request;
  };
  let request = await begin();
  return async () => {
    const { status } = await request.finish();
    request = await begin();
    return status < 300;
  };
};

const heldUpload = async (as: SignedIn) => heldOpen(as, '/files?name=photo.jpg', await photo());

const oneTimeLink = async (member: { id: string; companyId: string }, purpose: Purpose): Promise<Door> => {
  const token = await t.s.store.transaction((tx) =>
    newPasswordToken(tx, { companyId: member.companyId, memberId: member.id, purpose }),
  );
  return () => answers(t.ask('POST /password/tokens', { body: { token } }));
};

let signIns = 0;
const signIn = (email: string, keep = false) =>
  t.ask('POST /session', {
    body: { email, password, keep },
    headers: { origin: testUrl },
    ip: `10.9.${++signIns % 250}.1`,
  });

const cookie = async (email: string): Promise<Door> => {
  const { headers } = await signIn(email, true);
  const line = headers.getSetCookie().map((each) => each.split(';')[0]);
  const sent = { origin: testUrl, cookie: line.join('; ') };
  return () => answers(t.ask('POST /session/renewals', { body: { audience: 'company' }, headers: sent }));
};

/** What opens at the moment, by name. */
const open = async <Name extends string>(doors: Doors<Name>): Promise<Name[]> => {
  const names: Name[] = [];
  for (const [name, door] of Object.entries(doors) as [Name, Door][]) if (await door()) names.push(name);
  return names;
};

describe('a member who', () => {
  const everything = [
    'access token',
    'cookie',
    'preview',
    'stream',
    'download address',
    'request held open',
    'upload held open',
    'password',
    'reset link',
    'API key',
    'session by the API key',
  ] as const;
  type Name = (typeof everything)[number];
  type Found = Awaited<ReturnType<typeof arrange>>;

  const arrange = async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const member = await t.member(company, { role: 'office', passwordHash, rights: { manage_settings: true } });
    const { customer, contact } = await t.customer(company);
    const preview = await t.ask('POST /session', { as: member, body: { preview: { contactId: contact.id } } });
    const key = await t.ask('POST /keys', { as: member, body: { name: 'ERP', rights: ['see_all'] } });
    const byKey = await t.ask('POST /session', { as: key.body.secret, body: { contactId: contact.id } });
    const doors: Doors<Name> = {
      'access token': bearer('GET /fields', member),
      cookie: await cookie(member.email),
      preview: bearer('GET /portal', preview.body.accessToken),
      stream: await stream(member),
      'download address': await downloadAddress(member),
      'request held open': await heldOpen(member, '/interventions', { customerId: customer.id, description: 'Fuite' }),
      'upload held open': await heldUpload(member),
      // A sign-in opens a session that ends with the others: it takes nothing from what is asked next.
      password: () => answers(signIn(member.email)),
      'reset link': await oneTimeLink(member, 'reset'),
      'API key': bearer('GET /fields', key.body.secret),
      'session by the API key': bearer('GET /portal', byKey.body.accessToken),
    };
    const change = async (ifMatch: number, body: object) =>
      expect(
        await t.ask('PATCH /members/:memberId', { as: admin, params: { memberId: member.id }, ifMatch, body }),
      ).toMatchObject({ status: 200 });
    const keyId = key.body.key.id;
    return { admin, member, doors, change, keyId };
  };

  const ofTheKey: Name[] = ['API key', 'session by the API key'];
  const changes: Record<string, { how: (found: Found) => Promise<unknown>; leaves: readonly Name[] }> = {
    'has another e-mail': {
      how: ({ change }) => change(1, { email: `n${++signIns}@atelier.example`, keys: 'keep' }),
      leaves: ofTheKey,
    },
    'has another e-mail, and their keys go': {
      how: ({ change }) => change(1, { email: `n${++signIns}@atelier.example`, keys: 'revoke' }),
      leaves: [],
    },
    'has another role': {
      how: ({ change }) => change(1, { role: 'technician', keys: 'keep' }),
      leaves: ['password', ...ofTheKey],
    },
    'has another role, and their keys go': {
      how: ({ change }) => change(1, { role: 'technician', keys: 'revoke' }),
      leaves: ['password'],
    },
    'has a right less, which no key of theirs carries': {
      how: ({ change }) => change(1, { rights: { manage_settings: true, export: false } }),
      leaves: ['password', ...ofTheKey],
    },
    'has a right more': {
      how: ({ change }) => change(1, { rights: { manage_settings: true, manage_users: true } }),
      leaves: ['password', ...ofTheKey],
    },
    'is deactivated': { how: ({ change }) => change(1, { active: false, keys: 'keep' }), leaves: ofTheKey },
    'is deactivated, and their keys go': {
      how: ({ change }) => change(1, { active: false, keys: 'revoke' }),
      leaves: [],
    },
    'is deactivated and reactivated': {
      how: async ({ change }) => {
        await change(1, { active: false, keys: 'keep' });
        await change(2, { active: true });
      },
      leaves: ofTheKey,
    },
    'has another password': {
      how: async ({ member }) => {
        const { body } = await signIn(member.email);
        const given = { current: password, password: 'quatre mots sous un pont' };
        expect(await t.ask('POST /profile/password', { as: body.accessToken, body: given })).toMatchObject({
          status: 204,
        });
      },
      leaves: ofTheKey,
    },
    'ends every other session': {
      how: async ({ member }) => {
        const { body } = await signIn(member.email);
        expect(await t.ask('DELETE /profile/sessions', { as: body.accessToken })).toMatchObject({ status: 204 });
      },
      leaves: ['password', 'reset link', ...ofTheKey],
    },
    'signs out': {
      how: ({ member }) => t.ask('DELETE /session', { as: member }),
      leaves: ['cookie', 'password', 'reset link', ...ofTheKey],
    },
    'is signed out elsewhere': {
      how: async ({ member }) => {
        const { body } = await signIn(member.email);
        const { body: open } = await t.ask('GET /profile/sessions', { as: member });
        const params = { sessionId: open.items.find(({ current }) => current)?.id ?? '' };
        expect(await t.ask('DELETE /profile/sessions/:sessionId', { as: body.accessToken, params })).toMatchObject({
          status: 204,
        });
      },
      leaves: ['cookie', 'password', 'reset link', ...ofTheKey],
    },
    'signs out in another of their sessions': {
      how: async ({ member }) => {
        const { body } = await signIn(member.email);
        expect(await t.ask('DELETE /session', { as: body.accessToken })).toMatchObject({ status: 204 });
      },
      leaves: everything,
    },
    'has a key revoked': {
      how: ({ admin, keyId }) => t.ask('DELETE /keys/:keyId', { as: admin, params: { keyId } }),
      leaves: everything.filter((name) => !ofTheKey.includes(name)),
    },
    // Streams begin anew with the name that they show; nothing else ends.
    'has another name': {
      how: ({ change }) => change(1, { firstName: 'Zoé' }),
      leaves: everything.filter((name) => name !== 'stream'),
    },
  };

  for (const [change, { how, leaves }] of Object.entries(changes)) {
    test(change, async () => {
      const found = await arrange();
      expect(await open(found.doors)).toEqual(everything);
      await how(found);
      await t.told();
      await expect.poll(found.doors.stream).toBe(leaves.includes('stream'));
      expect(await open(found.doors)).toEqual(everything.filter((name) => leaves.includes(name)));
    });
  }

  test('was invited at an address that was corrected lets nobody in there', async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const { body: invited } = await t.ask('POST /members', {
      as: admin,
      body: { firstName: 'Léa', lastName: 'Roy', email: 'lae@atelier.example', role: 'admin' },
    });
    const invitation = await oneTimeLink({ id: invited.id, companyId: company.id }, 'invitation');
    expect(await invitation()).toBe(true);
    const change = (ifMatch: number, body: object) =>
      t.ask('PATCH /members/:memberId', { as: admin, params: { memberId: invited.id }, ifMatch, body });
    // What is not the person does not end it.
    expect((await change(1, { mobile: '0612345678' })).status).toBe(200);
    expect(await invitation()).toBe(true);
    expect((await change(2, { email: 'LAE@atelier.example' })).status).toBe(200);
    expect(await invitation()).toBe(true);
    expect((await change(3, { email: 'lea@atelier.example' })).body.status).toBe('invited');
    expect(await invitation()).toBe(false);
    const kinds = (await t.s.journal.after(company.id, 0, 100)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'member.invited')).toHaveLength(2);
  });
});

describe('a contact who', () => {
  const everything = [
    'copied link',
    'mailed link',
    'mailed link of an intervention',
    'link made by a key',
    'session by a copied link',
    'request held open by a copied link',
    'upload held open by a copied link',
    'session by a mailed link',
    'stream by a mailed link',
    'download address',
    'session by a key',
    'preview',
  ] as const;
  type Name = (typeof everything)[number];
  type Found = Awaited<ReturnType<typeof arrange>>;

  const arrange = async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const { customer, contact } = await t.customer(company);
    const other = await t.contact(customer);
    const intervention = await t.intervention(customer);
    const key = await t.key(company);
    const copied = await t.link(contact, undefined, { createdBy: `member:${admin.id}` });
    const mailed = await t.link(contact, undefined, { delivery: 'mail' });
    const one = await t.link(contact, { kind: 'intervention', id: intervention.id }, { delivery: 'mail' });
    const byKey = await t.ask('POST /links', { as: key, body: { contactId: contact.id } });
    const session = await t.ask('POST /session', { as: key, body: { contactId: contact.id } });
    const preview = await t.ask('POST /session', { as: admin, body: { preview: { contactId: contact.id } } });
    const link =
      (text: string): Door =>
      () =>
        answers(t.ask('POST /session', { body: { link: text } }));
    const doors: Doors<Name> = {
      'copied link': link(copied.link),
      'mailed link': link(mailed.link),
      'mailed link of an intervention': link(one.link),
      'link made by a key': link(byKey.body.url ?? ''),
      'session by a copied link': bearer('GET /portal', copied),
      'request held open by a copied link': await heldOpen(copied, '/interventions', { description: 'Fuite' }),
      'upload held open by a copied link': await heldUpload(copied),
      'session by a mailed link': bearer('GET /portal', mailed),
      'stream by a mailed link': await stream(mailed),
      'download address': await downloadAddress(mailed),
      'session by a key': bearer('GET /portal', session.body.accessToken),
      preview: bearer('GET /portal', preview.body.accessToken),
    };
    const change = async (ifMatch: number, body: object) =>
      expect(
        await t.ask('PATCH /contacts/:contactId', { as: admin, params: { contactId: contact.id }, ifMatch, body }),
      ).toMatchObject({ status: 200 });
    return { admin, contact, other, key, copied, doors, change };
  };

  const ofTheCopy = everything.filter((name) => name.includes('copied') || name === 'preview');
  const changes: Record<string, { how: (found: Found) => Promise<unknown>; leaves: readonly Name[] }> = {
    'has another e-mail': {
      how: ({ change }) => change(1, { email: 'autre@client.example' }),
      leaves: ofTheCopy,
    },
    'has another e-mail, and the old one again': {
      how: async ({ change, contact }) => {
        await change(1, { email: 'autre@client.example' });
        await change(2, { email: contact.email });
      },
      leaves: ofTheCopy,
    },
    'is removed': {
      how: ({ admin, contact }) =>
        t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: contact.id } }),
      leaves: [],
    },
    'is no longer the main one': {
      how: async ({ admin, other }) =>
        t.ask('PATCH /contacts/:contactId', {
          as: admin,
          params: { contactId: other.id },
          ifMatch: 1,
          body: { main: true },
        }),
      leaves: everything,
    },
    'has another phone number': {
      how: ({ change }) => change(1, { phone: '0478123456' }),
      leaves: everything.filter((name) => name !== 'stream by a mailed link'),
    },
    'has a link revoked': {
      how: ({ admin, copied }) => t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: copied.id } }),
      leaves: everything.filter((name) => !name.includes('copied')),
    },
    'was signed in by a key that is revoked': {
      how: ({ admin, key }) => t.ask('DELETE /keys/:keyId', { as: admin, params: { keyId: key.id } }),
      leaves: everything.filter((name) => name !== 'session by a key'),
    },
    'is looked at by a member who signs out': {
      how: ({ admin }) => t.ask('DELETE /session', { as: admin }),
      leaves: everything.filter((name) => name !== 'preview'),
    },
    'is looked at by a member who is demoted': {
      how: async ({ admin }) => {
        const other = await t.member({ id: admin.companyId });
        const call = { as: other, params: { memberId: admin.id }, ifMatch: 1, body: { role: 'office' } };
        expect((await t.ask('PATCH /members/:memberId', call)).status).toBe(200);
      },
      leaves: everything.filter((name) => name !== 'preview'),
    },
  };

  for (const [change, { how, leaves }] of Object.entries(changes)) {
    test(change, async () => {
      const found = await arrange();
      expect(await open(found.doors)).toEqual(everything);
      await how(found);
      await t.told();
      const name = 'stream by a mailed link';
      await expect.poll(found.doors[name]).toBe(leaves.includes(name));
      expect(await open(found.doors)).toEqual(everything.filter((each) => leaves.includes(each)));
    });
  }
});

describe('a stakeholder who', () => {
  const everything = [
    'copied link',
    'mailed link',
    'link made by a key',
    'session by a copied link',
    'session by a mailed link',
    'stream by a mailed link',
    'download address',
    'session by a key',
    'preview',
  ] as const;
  type Name = (typeof everything)[number];
  type Found = Awaited<ReturnType<typeof arrange>>;

  const arrange = async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const dossier = await t.dossier(company);
    const stakeholder = await t.stakeholder(dossier);
    const { customer, contact } = await t.customer(company);
    const { id: interventionId } = await t.intervention(customer, { dossierId: dossier.id });
    const key = await t.key(company);
    const copied = await t.link(stakeholder, undefined, { createdBy: `member:${admin.id}` });
    const mailed = await t.link(stakeholder, undefined, { delivery: 'mail' });
    const byKey = await t.ask('POST /links', { as: key, body: { stakeholderId: stakeholder.id } });
    const session = await t.ask('POST /session', { as: key, body: { stakeholderId: stakeholder.id } });
    const preview = await t.ask('POST /session', { as: admin, body: { preview: { stakeholderId: stakeholder.id } } });
    const fileId = await photoOn(interventionId, await t.link(contact));
    const link =
      (text: string): Door =>
      () =>
        answers(t.ask('POST /session', { body: { link: text } }));
    const doors: Doors<Name> = {
      'copied link': link(copied.link),
      'mailed link': link(mailed.link),
      'link made by a key': link(byKey.body.url ?? ''),
      'session by a copied link': bearer('GET /portal', copied),
      'session by a mailed link': bearer('GET /portal', mailed),
      'stream by a mailed link': await stream(mailed),
      'download address': await addressOf(fileId, mailed),
      'session by a key': bearer('GET /portal', session.body.accessToken),
      preview: bearer('GET /portal', preview.body.accessToken),
    };
    const by = (await t.s.tokens.viewer(admin.token))!;
    const change = (version: number, fields: Parameters<typeof changeStakeholder>[4]) =>
      t.s.store.transaction((tx) => changeStakeholder(tx, by, stakeholder.id, version, fields));
    const remove = () => t.s.store.transaction((tx) => removeStakeholder(tx, by, stakeholder.id));
    return { admin, key, copied, mailed, stakeholder, doors, change, remove };
  };

  const ofTheCopy: Name[] = ['copied link', 'session by a copied link', 'preview'];
  const changes: Record<string, { how: (found: Found) => Promise<unknown>; leaves: readonly Name[] }> = {
    'has another e-mail': { how: ({ change }) => change(1, { email: 'ines@ailleurs.example' }), leaves: ofTheCopy },
    'has another e-mail, and the old one again': {
      how: async ({ change, stakeholder }) => {
        await change(1, { email: 'ines@ailleurs.example' });
        await change(2, { email: stakeholder.email });
      },
      leaves: ofTheCopy,
    },
    'is removed': { how: ({ remove }) => remove(), leaves: [] },
    // Streams begin anew with what is written of them; nothing else ends.
    'has another name and role': {
      how: ({ change }) => change(1, { name: 'Inès Morel-Roy', role: 'Maçon' }),
      leaves: everything.filter((name) => name !== 'stream by a mailed link'),
    },
    'has a link revoked': {
      how: ({ admin, mailed }) => t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: mailed.id } }),
      leaves: everything.filter((name) => !name.includes('mailed') && name !== 'download address'),
    },
    'was signed in by a key that is revoked': {
      how: ({ admin, key }) => t.ask('DELETE /keys/:keyId', { as: admin, params: { keyId: key.id } }),
      leaves: everything.filter((name) => name !== 'session by a key'),
    },
    'is looked at by a member who signs out': {
      how: ({ admin }) => t.ask('DELETE /session', { as: admin }),
      leaves: everything.filter((name) => name !== 'preview'),
    },
    'is looked at by a member who is demoted': {
      how: async ({ admin }) => {
        const other = await t.member({ id: admin.companyId });
        const call = { as: other, params: { memberId: admin.id }, ifMatch: 1, body: { role: 'office' } };
        expect((await t.ask('PATCH /members/:memberId', call)).status).toBe(200);
      },
      leaves: everything.filter((name) => name !== 'preview'),
    },
  };

  for (const [change, { how, leaves }] of Object.entries(changes)) {
    test(change, async () => {
      const found = await arrange();
      expect(await open(found.doors)).toEqual(everything);
      await how(found);
      await t.told();
      const name = 'stream by a mailed link';
      await expect.poll(found.doors[name]).toBe(leaves.includes(name));
      expect(await open(found.doors)).toEqual(everything.filter((each) => leaves.includes(each)));
    });
  }
});
