/**
 * What is left to a contact or a stakeholder of what opens something for them, after each change of them: what the table
 * says, and nothing else.
 */
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
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

const ofBoth = [
  'copied link',
  'mailed link',
  'link made by a key',
  'session by a copied link',
  'session by a mailed link',
  'stream by a mailed link',
  'session by a key',
  'preview',
] as const;
type OfBoth = (typeof ofBoth)[number];

/** What opens the portal for either, and who opened it. */
const openPortal = async (
  company: { id: string },
  person: Parameters<TestApp['link']>[0],
  named: { contactId: string } | { stakeholderId: string },
) => {
  const admin = await t.member(company);
  const key = await t.key(company);
  const copied = await t.link(person, undefined, { createdBy: `member:${admin.id}` });
  const mailed = await t.link(person, undefined, { delivery: 'mail' });
  const byKey = await t.ask('POST /links', { as: key, body: named });
  const session = await t.ask('POST /session', { as: key, body: named });
  const preview = await t.ask('POST /session', { as: admin, body: { preview: named } });
  const doors: Doors<OfBoth> = {
    'copied link': d.link(copied.link),
    'mailed link': d.link(mailed.link),
    'link made by a key': d.link(byKey.body.url ?? ''),
    'session by a copied link': d.bearer('GET /portal', copied),
    'session by a mailed link': d.bearer('GET /portal', mailed),
    'stream by a mailed link': await d.stream(mailed),
    'session by a key': d.bearer('GET /portal', session.body.accessToken),
    preview: d.bearer('GET /portal', preview.body.accessToken),
  };
  return { admin, key, copied, mailed, doors };
};

/** What others do who opened something for either. */
const changesOfOthers = <Name extends string>(
  everything: readonly (Name | OfBoth)[],
): Changes<Name | OfBoth, { admin: SignedIn & { id: string; companyId: string }; key: { id: string } }> => ({
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
});

describe('a contact who', () => {
  const everything = [
    ...ofBoth,
    'mailed link of an intervention',
    'request held open by a copied link',
    'upload held open by a copied link',
    'download address',
  ] as const;
  type Name = (typeof everything)[number];
  type Found = Awaited<ReturnType<typeof arrange>>;

  const arrange = async () => {
    const company = await t.company();
    const { customer, contact } = await t.customer(company);
    const other = await t.contact(customer);
    const intervention = await t.intervention(customer);
    const opened = await openPortal(company, contact, { contactId: contact.id });
    const { admin, copied, mailed } = opened;
    const one = await t.link(contact, { kind: 'intervention', id: intervention.id }, { delivery: 'mail' });
    const doors: Doors<Name> = {
      ...opened.doors,
      'mailed link of an intervention': d.link(one.link),
      'request held open by a copied link': await d.heldOpen(copied, '/interventions', { description: 'Fuite' }),
      'upload held open by a copied link': await d.heldUpload(copied),
      'download address': await d.downloadAddress(mailed),
    };
    const change = async (ifMatch: number, body: object) =>
      expect(
        await t.ask('PATCH /contacts/:contactId', { as: admin, params: { contactId: contact.id }, ifMatch, body }),
      ).toMatchObject({ status: 200 });
    return { ...opened, contact, other, doors, change };
  };

  const ofTheCopy = everything.filter((name) => name.includes('copied') || name === 'preview');
  const changes: Changes<Name, Found> = {
    ...changesOfOthers(everything),
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
      // Of a person, dossiers are the main contact's: what is streamed is looked at again.
      leaves: everything.filter((name) => name !== 'stream by a mailed link'),
    },
    'has another phone number': {
      how: ({ change }) => change(1, { phone: '0478123456' }),
      leaves: everything.filter((name) => name !== 'stream by a mailed link'),
    },
    'has a link revoked': {
      how: ({ admin, copied }) => t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: copied.id } }),
      leaves: everything.filter((name) => !name.includes('copied')),
    },
  };

  testChanges(() => t, { everything, stream: 'stream by a mailed link', arrange }, changes);
});

describe('a customer who', () => {
  const everything = [
    'copied link of the dossier',
    'mailed link of the dossier',
    'link of all that is theirs',
    'session by the link of the dossier',
    'session by the link of all that is theirs',
    'stream by the link of the dossier',
    'request held open by the link of the dossier',
    'session of the dossier by a key',
    'preview of the dossier',
  ] as const;
  type Name = (typeof everything)[number];
  type Found = Awaited<ReturnType<typeof arrange>>;

  const arrange = async () => {
    const company = await t.company();
    const { customer, contact } = await t.customer(company);
    const { customer: partner } = await t.customer(company);
    const { customer: third } = await t.customer(company);
    const dossier = await t.dossier(company);
    for (const each of [customer, partner]) await t.participant(dossier, each);
    const scope = { kind: 'dossier', id: dossier.id } as const;
    const [admin, key] = [await t.member(company), await t.key(company)];
    const copied = await t.link(contact, scope);
    const mailed = await t.link(contact, scope, { delivery: 'mail' });
    const whole = await t.link(contact);
    const session = await t.ask('POST /session', { as: key, body: { contactId: contact.id, scope } });
    const preview = await t.ask('POST /session', { as: admin, body: { preview: { contactId: contact.id, scope } } });
    const doors: Doors<Name> = {
      'copied link of the dossier': d.link(copied.link),
      'mailed link of the dossier': d.link(mailed.link),
      'link of all that is theirs': d.link(whole.link),
      'session by the link of the dossier': d.bearer('GET /portal', copied),
      'session by the link of all that is theirs': d.bearer('GET /portal', whole),
      'stream by the link of the dossier': await d.stream(copied),
      'request held open by the link of the dossier': await d.heldOpen(copied, `/dossiers/${dossier.id}/messages`, {
        body: 'Bonjour',
      }),
      'session of the dossier by a key': d.bearer('GET /portal', session.body.accessToken),
      'preview of the dossier': d.bearer('GET /portal', preview.body.accessToken),
    };
    const change = async (ifMatch: number, ...of: { id: string }[]) =>
      expect(
        await t.ask('PATCH /dossiers/:dossierId', {
          as: admin,
          params: { dossierId: dossier.id },
          ifMatch,
          body: { customerIds: of.map(({ id }) => id) },
        }),
      ).toMatchObject({ status: 200 });
    return { customer, partner, third, doors, change };
  };

  const ofTheWhole = everything.filter((name) => name.includes('all that is theirs'));
  const changes: Changes<Name, Found> = {
    'leaves a dossier': { how: ({ change, partner }) => change(1, partner), leaves: ofTheWhole },
    'leaves a dossier, and comes back': {
      how: async ({ change, customer, partner }) => {
        await change(1, partner);
        await change(2, partner, customer);
      },
      leaves: ofTheWhole,
    },
    // What is streamed is looked at again.
    'is left by another': {
      how: ({ change, customer }) => change(1, customer),
      leaves: everything.filter((name) => !name.startsWith('stream')),
    },
    'is joined by another': {
      how: ({ change, customer, partner, third }) => change(1, customer, partner, third),
      leaves: everything.filter((name) => !name.startsWith('stream')),
    },
  };

  testChanges(() => t, { everything, stream: 'stream by the link of the dossier', arrange }, changes);
});

describe('a stakeholder who', () => {
  const everything = [...ofBoth, 'download address'] as const;
  type Name = (typeof everything)[number];
  type Found = Awaited<ReturnType<typeof arrange>>;

  const arrange = async () => {
    const company = await t.company();
    const dossier = await t.dossier(company);
    const stakeholder = await t.stakeholder(dossier);
    const { customer, contact } = await t.customer(company);
    const { id: interventionId } = await t.intervention(customer, { dossierId: dossier.id });
    const opened = await openPortal(company, stakeholder, { stakeholderId: stakeholder.id });
    const fileId = await d.photoOn(interventionId, await t.link(contact));
    const doors: Doors<Name> = { ...opened.doors, 'download address': await d.addressOf(fileId, opened.mailed) };
    const params = { stakeholderId: stakeholder.id };
    const change = async (ifMatch: number, body: object) =>
      expect(
        await t.ask('PATCH /stakeholders/:stakeholderId', { as: opened.admin, params, ifMatch, body }),
      ).toMatchObject({ status: 200 });
    const remove = () => t.ask('DELETE /stakeholders/:stakeholderId', { as: opened.admin, params });
    return { ...opened, stakeholder, doors, change, remove };
  };

  const ofTheCopy: Name[] = ['copied link', 'session by a copied link', 'preview'];
  const changes: Changes<Name, Found> = {
    ...changesOfOthers(everything),
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
  };

  testChanges(() => t, { everything, stream: 'stream by a mailed link', arrange }, changes);
});
