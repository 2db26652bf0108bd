/** What is left to a member of what opens something for them, after each change of them: what the table says, and nothing else. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';
import { openDoors, testChanges, type Changes, type DoorMaker, type Doors } from '../testing/doors.ts';

let t: TestApp;
let d: DoorMaker;

beforeAll(async () => {
  t = await testApp();
  d = await openDoors(t);
});
afterEach(() => d.leave());
afterAll(async () => {
  await d.close();
  await t.close();
});

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
    const member = await t.member(company, {
      role: 'office',
      passwordHash: d.passwordHash,
      rights: { manage_settings: true },
    });
    const { customer, contact } = await t.customer(company);
    const preview = await t.ask('POST /session', { as: member, body: { preview: { contactId: contact.id } } });
    const key = await t.ask('POST /keys', { as: member, body: { name: 'ERP', rights: ['see_all'] } });
    const byKey = await t.ask('POST /session', { as: key.body.secret, body: { contactId: contact.id } });
    const doors: Doors<Name> = {
      'access token': d.bearer('GET /fields', member),
      cookie: await d.cookie(member.email),
      preview: d.bearer('GET /portal', preview.body.accessToken),
      stream: await d.stream(member),
      'download address': await d.downloadAddress(member),
      'request held open': await d.heldOpen(member, '/interventions', {
        customerId: customer.id,
        description: 'Fuite',
      }),
      'upload held open': await d.heldUpload(member),
      // A sign-in opens a session that ends with the others: it takes nothing from what is asked next.
      password: () => d.answers(d.signIn(member.email)),
      'reset link': await d.oneTimeLink(member, 'reset'),
      'API key': d.bearer('GET /fields', key.body.secret),
      'session by the API key': d.bearer('GET /portal', byKey.body.accessToken),
    };
    const change = async (ifMatch: number, body: object) =>
      expect(
        await t.ask('PATCH /members/:memberId', { as: admin, params: { memberId: member.id }, ifMatch, body }),
      ).toMatchObject({ status: 200 });
    const keyId = key.body.key.id;
    return { admin, member, doors, change, keyId };
  };

  const ofTheKey: Name[] = ['API key', 'session by the API key'];
  const changes: Changes<Name, Found> = {
    'has another e-mail': {
      how: ({ change }) => change(1, { email: d.newEmail(), keys: 'keep' }),
      leaves: ofTheKey,
    },
    'has another e-mail, and their keys go': {
      how: ({ change }) => change(1, { email: d.newEmail(), keys: 'revoke' }),
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
        const { body } = await d.signIn(member.email);
        const given = { current: d.password, password: 'quatre mots sous un pont' };
        expect(await t.ask('POST /profile/password', { as: body.accessToken, body: given })).toMatchObject({
          status: 204,
        });
      },
      leaves: ofTheKey,
    },
    'ends every other session': {
      how: async ({ member }) => {
        const { body } = await d.signIn(member.email);
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
        const { body } = await d.signIn(member.email);
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
        const { body } = await d.signIn(member.email);
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

  testChanges(() => t, { everything, stream: 'stream', arrange }, changes);

  test('was invited at an address that was corrected lets nobody in there', async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const { body: invited } = await t.ask('POST /members', {
      as: admin,
      body: { firstName: 'Léa', lastName: 'Roy', email: 'lae@atelier.example', role: 'admin' },
    });
    const invitation = await d.oneTimeLink({ id: invited.id, companyId: company.id }, 'invitation');
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
