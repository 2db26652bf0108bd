/** What is sent to a route: read within bounds, checked by field, told of in bounds. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let customer: { id: string; companyId: string };
let key: SignedIn;
let admin: SignedIn;

beforeAll(async () => {
  t = await testApp();
  const company = await t.company();
  ({ customer } = await t.customer(company));
  key = await t.key(company);
  admin = await t.member(company);
});
afterAll(() => t.close());

const newSite = (more: object = {}) => ({ customerId: customer.id, name: 'Chalet', address: someAddress, ...more });

describe('a body that cannot be read', () => {
  const send = (body: Uint8Array | string, headers: Record<string, string>) =>
    t.ask('POST /sites', { as: key, body: typeof body === 'string' ? Buffer.from(body) : body, headers });

  test('is malformed when it is no JSON', async () => {
    expect(await send('{"name":', { 'content-type': 'application/json' })).toMatchObject({
      status: 400,
      code: 'malformed',
    });
    expect(await send('', { 'content-type': 'application/json' })).toMatchObject({ status: 400, code: 'malformed' });
  });

  test('is malformed when it is no UTF-8', async () => {
    const body = Buffer.from([0x22, 0xff, 0x22]);
    expect(await send(body, { 'content-type': 'application/json' })).toMatchObject({ status: 400, code: 'malformed' });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16', ''])(
    'is of an unsupported type: %s',
    async (type) => {
      expect(await send('{}', { 'content-type': type })).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    },
  );

  test.each([
    'application/json; charset=utf8',
    'Application/JSON;charset="UTF-8"',
    'application/json; profile=x; charset=utf-8',
    'application/json;',
  ])('is none of these: %s is read', async (type) => {
    expect((await send(JSON.stringify(newSite()), { 'content-type': type })).status).toBe(201);
  });

  test('is refused compressed', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect(await send('{}', headers)).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  test('is too large from 16 kB on where nobody is known yet', async () => {
    const ask = (bytes: number) =>
      t.ask('POST /session', { body: { email: 'a@b.example', password: 'x'.repeat(bytes) } });
    expect((await ask(16_000)).errors).toEqual([{ field: 'password', code: 'too-long' }]);
    expect(await ask(17_000)).toMatchObject({ status: 413, code: 'too-large' });
  });

  test('is too large from 256 kB on, of a bulk write from 2 MB on', async () => {
    const large = { as: key, body: newSite({ name: 'x'.repeat(300_000) }) };
    expect(await t.ask('POST /sites', large)).toMatchObject({ status: 413, code: 'too-large' });
    const rows = Array.from({ length: 400 }, (_, i) => ({
      externalId: `s${i}`,
      customerExternalId: 'c',
      name: 'x'.repeat(1000),
    }));
    expect((await t.ask('POST /sites/batch', { as: key, body: { rows } })).status).toBe(200);
    const tooMuch = rows.map((row) => ({ ...row, name: 'x'.repeat(6000) }));
    expect(await t.ask('POST /sites/batch', { as: key, body: { rows: tooMuch } })).toMatchObject({
      status: 413,
      code: 'too-large',
    });
  });
});

describe('a body that does not fit the contract is told by field', () => {
  test('with what is missing', async () => {
    const missing = ['customerId', 'name', 'address'].map((field) => ({ field, code: 'required' }));
    expect(await t.ask('POST /sites', { as: key, body: {} })).toMatchObject({
      status: 422,
      code: 'invalid',
      errors: missing,
    });
    const { errors } = await t.ask('POST /sites', { as: key, body: newSite({ name: ' ' }) });
    expect(errors).toEqual([{ field: 'name', code: 'required' }]);
  });

  test('with the code of what is wrong', async () => {
    const { errors } = await t.ask('POST /sites', {
      as: key,
      body: newSite({
        name: 'x'.repeat(161),
        surprise: 1,
        address: { ...someAddress, country: 'France' },
        customerId: 'c',
      }),
    });
    expect(errors).toEqual(
      expect.arrayContaining([
        { field: 'name', code: 'too-long' },
        { field: 'surprise', code: 'unknown-field' },
        { field: 'address.country', code: 'invalid' },
        { field: 'customerId', code: 'invalid' },
      ]),
    );
  });

  test('texts that no database can hold are unstorable, wherever they stand', async () => {
    for (const name of ['a\0b', '\ud800']) {
      const { status, errors } = await t.ask('POST /sites', { as: key, body: newSite({ name }) });
      expect([status, errors]).toEqual([422, [{ field: 'name', code: 'unstorable' }]]);
    }
    const { errors } = await t.ask('PATCH /company', {
      as: admin,
      ifMatch: 1,
      body: { timeZone: 'Europe/Paris\0', allowedOrigins: ['https://a\0.example'] },
    });
    expect(errors).toEqual(
      expect.arrayContaining([
        { field: 'timeZone', code: 'unstorable' },
        { field: 'allowedOrigins.0', code: 'unstorable' },
      ]),
    );
  });

  test('of the forms that a body may have, the one that it comes closest to is told of', async () => {
    const { errors } = await t.ask('POST /session', { body: { email: 'nobody@x.example' } });
    expect(errors).toEqual([{ field: 'password', code: 'required' }]);
  });

  test('a hundred thousand brackets are no trouble', async () => {
    const body = Buffer.from('['.repeat(100_000) + '"\\u0000"' + ']'.repeat(100_000));
    const answer = await t.ask('POST /sites', { as: key, body, headers: { 'content-type': 'application/json' } });
    expect([answer.status, answer.errors!.map(({ code }) => code)]).toEqual([422, ['invalid']]);
  });

  test('values with more members than anything has are told of as a whole', async () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`f${n}`, 1]));
    expect((await t.ask('POST /sites', { as: key, body: many })).errors).toEqual([{ field: '', code: 'too-many' }]);
    const surplus = newSite({ address: { lines: Array(1001).fill(1) } });
    expect((await t.ask('POST /sites', { as: key, body: surplus })).errors).toEqual([
      { field: 'address.lines', code: 'too-many' },
    ]);
  });
});

describe('an answer is no bigger than its question', () => {
  const sent = (text: string) => ({
    as: key,
    body: Buffer.from(text),
    headers: { 'content-type': 'application/json' },
  });
  const longest = 20 * 200;

  test.each<[string, (times: number) => string]>([
    [
      'texts that cannot be stored, at the end of a long path',
      (times) =>
        `${'{"k":'.repeat(250 * times)}["\\u0000"${',"\\u0000"'.repeat(50 * times)}]${'}'.repeat(250 * times)}`,
    ],
    ['long names that cannot be stored', (times) => `{"${'x'.repeat(2000 * times)}":["\\u0000","\\u0000"]}`],
    ['unknown fields', (times) => `{${Array.from({ length: 200 * times }, (_, n) => `"f${n}":1`).join()}}`],
    [
      'unknown fields with long names',
      (times) => `{${Array.from({ length: 60 }, (_, n) => `"${n}${'x'.repeat(35 * times)}":1`).join()}}`,
    ],
  ])('of %s', async (_, make) => {
    for (const route of ['POST /session', 'POST /sites', 'POST /sites/batch'] as const) {
      const answer = await t.ask(route, route === 'POST /session' ? { ...sent(make(5)), as: null } : sent(make(100)));
      expect(answer.status).toBe(422);
      expect(answer.text.length).toBeLessThan(longest);
      expect(answer.errors!.every(({ field }) => field.length <= 100)).toBe(true);
    }
  });

  test('three unknown fields are named, the others counted', async () => {
    const body = { ...newSite(), a: 1, b: 1, c: 1, d: 1, e: 1 };
    expect((await t.ask('POST /sites', { as: key, body })).errors).toEqual([
      ...['a', 'b', 'c'].map((field) => ({ field, code: 'unknown-field' })),
      { field: '', code: 'unknown-field', count: 2 },
    ]);
  });

  test('twenty errors are told of a field that has thousands', async () => {
    const allowedOrigins = Array.from({ length: 5000 }, () => 1);
    const { status, errors } = await t.ask('PATCH /company', { as: admin, ifMatch: 1, body: { allowedOrigins } });
    expect([status, errors!.length <= 20]).toEqual([422, true]);
  });

  test('a row of a bulk write says five things at most, and repeats no identifier that is none', async () => {
    const row = {
      externalId: 'x'.repeat(100_000),
      ...Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`f${n}`, 1])),
    };
    const { body, text } = await t.ask('POST /sites/batch', { as: key, body: { rows: [row, row, row] } });
    expect(body.results.map(({ externalId, problem }) => [externalId, problem!.errors.length])).toEqual([
      [null, 5],
      [null, 5],
      [null, 5],
    ]);
    expect(text.length).toBeLessThan(longest);
  });
});

describe('bulk rows', () => {
  test('are each checked and answered for themselves', async () => {
    const rows = [
      { externalId: 'A1', lastName: 'Un', address: someAddress },
      { externalId: 'A2', lastName: 7 },
      { lastName: 'Trois' },
    ];
    const { body } = await t.ask('POST /customers/batch', { as: key, body: { rows } });
    expect(body.results).toMatchObject([
      { index: 0, externalId: 'A1', outcome: 'created' },
      { index: 1, externalId: 'A2', outcome: 'refused', problem: { errors: [{ field: 'lastName', code: 'invalid' }] } },
      {
        index: 2,
        externalId: null,
        outcome: 'refused',
        problem: { errors: [{ field: 'externalId', code: 'required' }] },
      },
    ]);
  });

  test.each([
    [{}, 'required'],
    [{ rows: {} }, 'invalid'],
    [{ rows: [] }, 'too-few'],
    [{ rows: Array.from({ length: 501 }, () => ({})) }, 'too-many'],
  ])('are 1 to 500', async (body, code) => {
    expect(await t.ask('POST /customers/batch', { as: key, body })).toMatchObject({
      status: 422,
      errors: [{ field: 'rows', code }],
    });
  });
});
