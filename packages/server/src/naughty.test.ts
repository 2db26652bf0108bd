/** Strings that break programs, through every text that a caller can write: each comes back to the character, or is refused by the name of its field. */
import given from 'big-list-of-naughty-strings' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBlank, type ApiRoute } from '@parvis/sdk/contract';
import { someAddress, testApp, type SignedIn, type TestApp } from './testing.ts';

const own = [
  '\0',
  '\ud800',
  'a\udfff',
  '\u202e',
  'ﷺ'.repeat(80),
  '\r\n.\r\n',
  '%',
  '_',
  '\\',
  '${1}',
  '😀'.repeat(79),
  ' ',
  '\u{10FFFF}',
];
/** What a database cannot keep is among our own; the rest is the server's matter, and asked once. */
const strings = process.env['PARVIS_TEST_ENGINE'] === 'postgres' ? own : [...own, ...given];

/** Checked and formatted: what is no phone number or e-mail address is refused as such. */
const formatted = new Set(['phone', 'contact.phone']);

interface Case {
  route: ApiRoute;
  as: () => SignedIn;
  params?: () => Record<string, string>;
  /** What must be there. */
  base: () => object;
  /** What is put to the test. `own` is one of the company's own fields. */
  fields: string[];
}

let t: TestApp;
let admin: SignedIn;
let customerId: string;
/** In turn: one alone takes no more than so many contacts. */
let others: string[];
let question: string;

beforeAll(async () => {
  t = await testApp();
  const company = await t.company();
  admin = await t.member(company);
  const { customer } = await t.customer(company);
  customerId = customer.id;
  others = await Promise.all(Array.from({ length: 4 }, async () => (await t.customer(company)).customer.id));
  const { body } = await t.ask('POST /fields', {
    as: admin,
    body: { label: { fr: 'Étage', en: 'Floor' }, kind: 'text' },
  });
  question = body.id;
});
afterAll(() => t.close());

const pathOf = (field: string) => field.replace('own', `fields.${question}`);

/** A blank is no answer to a question of the company's: none is kept. */
const keptOf = (path: string, text: string) => (path === pathOf('own') && isBlank(text) ? undefined : text);

/** `contact.name` in an object, beside what is there. */
const put = (base: object, path: string, value: string): object => {
  const [first, ...rest] = path.split('.') as [string, ...string[]];
  const inner = (base as Record<string, object>)[first] ?? {};
  return { ...base, [first]: rest.length > 0 ? put(inner, rest.join('.'), value) : value };
};
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce((inner, name) => (inner as Record<string, unknown>)[name], value);

const address = ['line1', 'line2', 'postalCode', 'city'].map((name) => `address.${name}`);
const cases: Case[] = [
  {
    route: 'POST /customers',
    as: () => admin,
    base: () => ({ lastName: 'X', address: someAddress }),
    fields: ['firstName', 'lastName', 'extra', ...address],
  },
  {
    route: 'POST /customers/:customerId/contacts',
    as: () => admin,
    params: () => {
      others.push(others.shift()!);
      return { customerId: others[0]! };
    },
    base: () => ({ lastName: 'X' }),
    fields: ['firstName', 'lastName', 'email', 'phone'],
  },
  {
    route: 'POST /sites',
    as: () => admin,
    base: () => ({ customerId, name: 'X', address: someAddress, contact: { name: 'X' } }),
    fields: ['name', 'contact.name', 'contact.phone', 'contact.email', ...address],
  },
  {
    route: 'POST /equipment',
    as: () => admin,
    base: () => ({ customerId, kind: 'X' }),
    fields: ['kind', 'brand', 'model', 'serialNumber', 'installedOn'],
  },
  {
    route: 'POST /interventions',
    // Not as a contact: an hour's budget would be used up after the first few.
    as: () => admin,
    base: () => ({ customerId, description: 'X', siteId: null, address: someAddress, contact: { name: 'X' } }),
    fields: ['description', 'type', 'own', 'contact.name', 'contact.phone', 'contact.email', ...address],
  },
];

/** Several at a time: they share what it costs to write to the disk. */
const forEach = async (texts: string[], act: (text: string) => Promise<void>) => {
  for (let from = 0; from < texts.length; from += 50) await Promise.all(texts.slice(from, from + 50).map(act));
};

describe.each(cases)('$route', ({ route, as, params, base, fields }) => {
  it('keeps every text to the character, or refuses it by the name of its field', async () => {
    const refusals = new Map(fields.map((field) => [pathOf(field), 0]));
    await forEach(strings, async (text) => {
      // What is refused is taken out, until the rest is kept.
      for (let paths = fields.map(pathOf); ;) {
        const body = paths.reduce((sofar, path) => put(sofar, path, text), base());
        const answer = await t.ask(route, { as: as(), ...(params && { params: params() }), body });
        if (answer.status === 201) {
          for (const path of paths) if (!formatted.has(path)) expect(at(answer.body, path)).toBe(keptOf(path, text));
          return;
        }
        expect([text, answer.status]).toEqual([text, 422]);
        const named = new Set(answer.errors!.map(({ field }) => field));
        expect(named.size).toBeGreaterThan(0);
        for (const path of named) {
          expect(paths).toContain(path);
          refusals.set(path, refusals.get(path)! + 1);
        }
        paths = paths.filter((path) => !named.has(path));
      }
    });
    for (const [path, count] of refusals) expect([path, count > 0]).toEqual([path, true]);
  });
});

it('a search for any of them is answered', async () => {
  await forEach(strings, async (q) => {
    for (const route of ['GET /interventions', 'GET /customers'] as const) {
      const { status, errors } = await t.ask(route, { as: admin, query: { q } });
      if (status !== 200) expect([q, status, errors!.map(({ field }) => field)]).toEqual([q, 422, ['q']]);
    }
  });
});
