/**
 * What is on its way when the access of who asks ends. They write without a pause beside the change of themselves:
 * nothing of theirs takes its place in the journal after the entry that invalidated them.
 */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ApiRoute } from '@parvis/sdk/contract';
import { createApp } from '../app.ts';
import { photo } from '../testing/files.ts';
import type { Entry } from '../journal/journal.ts';
import { openServices } from '../services.ts';
import { hashPassword } from '../session/passwords.ts';
import { openStore } from '../open-store.ts';
import type { TestStore } from '../testing/store.ts';
import { testApp, testUrl, type AskOptions, type SignedIn, type TestApp } from '../testing.ts';
import { isStaleAfter } from './invalidation.ts';
import { principalOf } from './viewer.ts';

const password = 'la chaudière est réparée';
const address = { line1: '12 rue des Alpes', postalCode: '69001', city: 'Lyon' };

let t: TestApp;
let passwordHash: string;
let company: { id: string };
let admin: SignedIn & { id: string };

beforeAll(async () => {
  t = await testApp();
  passwordHash = await hashPassword(password);
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  await known(admin.token);
});

/** Who asks is known at once from here on: their request is not behind others that began later. */
const known = async (token: string) => (await t.s.tokens.viewer(token))!;

type Write = () => Promise<{ status: number }>;

/** Some hands write until they are refused. Answers what was answered last to each, and what was written too late. */
async function besides(who: SignedIn, write: Write, end: () => Promise<unknown>, hands = 12) {
  const viewer = await known(who.token);
  const begun = t.s.journal.position(company.id);
  const writing = async () => {
    for (let written = 0; ;) {
      const { status } = await write();
      // On a busy machine others hold the company for too long, or more is written than an hour allows before the end is in the
      // journal: whoever is told to come again does.
      if (status === 503 || status === 429) await setTimeout(10);
      else if (status >= 300 || ++written === 500) return status;
    }
  };
  expect((await write()).status).toBeLessThan(300);
  // Asked for first: what is written behind it may share its commit.
  const ending = end();
  const statuses = await Promise.all(Array.from({ length: hands }, writing));
  await ending;
  await t.told();
  const entries: Entry[] = [];
  for (let found = await after(begun); found.length > 0; found = await after(found.at(-1)!.position))
    entries.push(...found);
  const ended = entries.find((entry) => isStaleAfter(viewer, entry));
  const late = entries.filter(
    ({ position, actor, at, kind }) =>
      ended &&
      position > ended.position &&
      actor === principalOf(viewer) &&
      !(kind.endsWith('.ended') && at === ended.at),
  );
  return { ended: ended?.kind, late: late.map(({ kind }) => kind), statuses: [...new Set(statuses)] };
}
const after = (position: number) => t.s.journal.after(company.id, position, 500);

describe('of a member who', () => {
  type Found = Awaited<ReturnType<typeof arrange>>;
  const arrange = async () => {
    const member = await t.member(company, { role: 'office', passwordHash });
    const { customer, contact } = await t.customer(company, { externalId: 'C1' });
    const signIn = async () => {
      const { body } = await t.ask('POST /session', { body: { email: member.email, password, keep: false } });
      return body.accessToken;
    };
    const other = await signIn();
    await known(other);
    const change = async (body: object) =>
      expect(
        await t.ask('PATCH /members/:memberId', { as: admin, params: { memberId: member.id }, ifMatch: 1, body }),
      ).toMatchObject({ status: 200 });
    return { member, other, customer, contact, change };
  };

  const endings: Record<string, (found: Found) => Promise<unknown>> = {
    'has another e-mail': ({ change }) => change({ email: 'autre@atelier.example' }),
    'has another role': ({ change }) => change({ role: 'technician' }),
    'has a right less': ({ change }) => change({ rights: { export: false } }),
    'is deactivated': ({ change }) => change({ active: false }),
    'has another password': async ({ other }) =>
      expect(
        await t.ask('POST /profile/password', {
          as: other,
          body: { current: password, password: 'quatre mots sous un pont' },
        }),
      ).toMatchObject({ status: 204 }),
    'ends every other session': ({ other }) => t.ask('DELETE /profile/sessions', { as: other }),
    'signs out': ({ member }) => t.ask('DELETE /session', { as: member }),
  };
  for (const [how, end] of Object.entries(endings)) {
    test(how, async () => {
      const found = await arrange();
      const write = () => t.ask('POST /customers', { as: found.member, body: { lastName: 'Neuf', address } });
      const { ended, late, statuses } = await besides(found.member, write, () => end(found));
      expect(ended).toMatch(/^(member|session)\./);
      expect({ late, statuses }).toEqual({ late: [], statuses: [401] });
    });
  }

  /** Whatever they write, each in a transaction of its own kind. */
  const writes: Record<string, (found: Found) => Promise<[ApiRoute, () => AskOptions]>> = {
    'a link': async ({ contact }) => ['POST /links', () => ({ body: { contactId: contact.id, delivery: 'copy' } })],
    'a bulk write': async () => [
      'POST /sites/batch',
      () => ({
        body: {
          rows: Array.from({ length: 60 }, (_, n) => ({
            externalId: `${Math.random()}.${n}`,
            customerExternalId: 'C1',
            name: 'Chalet',
            address,
          })),
        },
      }),
    ],
    'a file': async () => {
      const content = await photo();
      return ['POST /files', () => ({ body: content, query: { name: 'photo.jpg' } })];
    },
    'a preview': async ({ contact }) => ['POST /session', () => ({ body: { preview: { contactId: contact.id } } })],
    'a change': async ({ customer }) => [
      'PATCH /customers/:customerId',
      () => ({ params: { customerId: customer.id }, ifMatch: 1, body: { extra: String(Math.random()) } }),
    ],
  };
  for (const [what, writing] of Object.entries(writes)) {
    test(`is deactivated: ${what}`, async () => {
      const found = await arrange();
      const [route, options] = await writing(found);
      const write: Write = async () => {
        const answer = await t.ask(route, { as: found.member, ...options() });
        // Of two changes at once the second is stale, and goes on trying.
        return answer.status === 412 ? { status: 200 } : answer;
      };
      const end = () => found.change({ active: false });
      const { ended, late, statuses } = await besides(found.member, write, end);
      expect({ ended, late, statuses }).toEqual({ ended: 'member.deactivated', late: [], statuses: [401] });
    });
  }
});

test('of a program whose key is revoked', async () => {
  const key = await t.key(company);
  const write = () => t.ask('POST /customers', { as: key, body: { lastName: 'Neuf', address } });
  const end = () => t.ask('DELETE /keys/:keyId', { as: admin, params: { keyId: key.id } });
  expect(await besides(key, write, end)).toEqual({ ended: 'key.revoked', late: [], statuses: [401] });
});

describe('of a contact who', () => {
  type Found = Awaited<ReturnType<typeof arrange>>;
  const arrange = async () => {
    const { customer, contact } = await t.customer(company);
    return { customer, contact, link: await t.link(contact, undefined, { delivery: 'mail' }) };
  };
  const endings: Record<string, { end: (found: Found) => Promise<unknown>; ended: string; status?: number }> = {
    'has their link revoked': {
      end: ({ link }) => t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: link.id } }),
      ended: 'link.revoked',
    },
    'is removed': {
      end: ({ contact }) => t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: contact.id } }),
      ended: 'link.revoked',
    },
    'has another e-mail': {
      end: ({ contact }) =>
        t.ask('PATCH /contacts/:contactId', {
          as: admin,
          params: { contactId: contact.id },
          ifMatch: 1,
          body: { email: 'autre@client.example' },
        }),
      ended: 'link.revoked',
    },
    'signs out': { end: ({ link }) => t.ask('DELETE /session', { as: link }), ended: 'session.ended' },
    'may no longer ask': {
      end: () => t.ask('PATCH /company', { as: admin, ifMatch: 1, body: { options: { creation: false } } }),
      ended: 'company.changed',
      status: 403,
    },
  };
  for (const [how, { end, ended, status = 401 }] of Object.entries(endings)) {
    test(how, async () => {
      const found = await arrange();
      const write = () => t.ask('POST /interventions', { as: found.link, body: { description: 'Fuite' } });
      // Few hands, for what a customer asks for in an hour is counted.
      expect(await besides(found.link, write, () => end(found), 4)).toEqual({ ended, late: [], statuses: [status] });
    });
  }
});

describe('in a dossier, of a', () => {
  const arrange = async () => {
    const [mine, other] = [await t.customer(company), await t.customer(company)];
    const dossier = await t.dossier(company);
    for (const { customer } of [mine, other]) await t.participant(dossier, customer);
    const stakeholder = await t.stakeholder(dossier);
    const scope = { kind: 'dossier', id: dossier.id } as const;
    const [removed, leaving] = [await t.link(stakeholder), await t.link(mine.contact, scope)];
    return { dossier, other, stakeholder, removed, leaving };
  };
  type Found = Awaited<ReturnType<typeof arrange>>;
  const endings: Record<string, { who: (found: Found) => SignedIn; end: (found: Found) => Promise<unknown> }> = {
    'stakeholder who is removed': {
      who: ({ removed }) => removed,
      end: ({ stakeholder: { id } }) =>
        t.ask('DELETE /stakeholders/:stakeholderId', { as: admin, params: { stakeholderId: id } }),
    },
    'customer who leaves it': {
      who: ({ leaving }) => leaving,
      end: ({ dossier, other }) =>
        t.ask('PATCH /dossiers/:dossierId', {
          as: admin,
          params: { dossierId: dossier.id },
          ifMatch: 1,
          body: { customerIds: [other.customer.id] },
        }),
    },
  };
  const writes: Record<string, (as: SignedIn, params: { dossierId: string }) => Promise<Write>> = {
    'a message': async (as, params) => () =>
      t.ask('POST /dossiers/:dossierId/messages', { as, params, body: { body: 'Bonjour' } }),
    'a document': async (as, params) => {
      const content = await photo();
      return async () => {
        const { status, body } = await t.ask('POST /files', { as, body: content, query: { name: 'photo.jpg' } });
        if (status !== 201) return { status };
        return await t.ask('POST /dossiers/:dossierId/files', { as, params, body: { fileIds: [body.id] } });
      };
    },
  };
  for (const [who, ending] of Object.entries(endings))
    test.each(Object.entries(writes))(`${who}: %s`, async (_, writing) => {
      const found = await arrange();
      const as = ending.who(found);
      const write = await writing(as, { dossierId: found.dossier.id });
      const { ended, late, statuses } = await besides(as, write, () => ending.end(found), 4);
      expect(ended).toBe('link.revoked');
      expect({ late, statuses }).toEqual({ late: [], statuses: [401] });
    });
});

test('goes on for whom something else was changed: once, as who they are then', async () => {
  const { contact } = await t.customer(company);
  const links = Array.from({ length: 20 }, () =>
    t.ask('POST /links', {
      as: admin,
      body: { contactId: contact.id, delivery: 'copy' },
      headers: { 'idempotency-key': `k${Math.random()}` },
    }),
  );
  const options = { creation: false };
  const [changed, named, ...answers] = await Promise.all([
    t.ask('PATCH /company', { as: admin, ifMatch: 1, body: { options } }),
    t.ask('PATCH /profile', { as: admin, ifMatch: 1, body: { firstName: 'Zoé' } }),
    ...links,
  ]);
  expect([changed.status, named.status]).toEqual([200, 200]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect((await t.ask('GET /links', { as: admin })).body.items).toHaveLength(20);
});

test('is refused by a node that has not heard yet of what another one has answered', async () => {
  const store = openStore((t.s.store as TestStore).url);
  const s = await openServices({ ...t.s, store });
  onTestFinished(async () => {
    await s.journal.close();
    await store.close();
  });
  const member = await t.member(company, { role: 'office' });
  const body = { lastName: 'Neuf', address };
  expect((await t.ask('POST /customers', { as: member, body })).status).toBe(201);
  const request = new Request(`${testUrl}/v1/members/${member.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json', 'if-match': '"1"' },
    body: JSON.stringify({ active: false }),
  });
  const ended = await createApp(s).fetch(request, { incoming: { socket: { remoteAddress: '127.0.0.1' } } });
  expect(ended.status).toBe(200);
  const answers = await Promise.all(Array.from({ length: 5 }, () => t.ask('POST /customers', { as: member, body })));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
});
