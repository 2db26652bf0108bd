import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSealer } from '../access/seal.ts';
import { encodeCursor } from './cursor.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let key: SignedIn;

beforeAll(async () => {
  t = await testApp();
  key = await t.key(await t.company());
});
afterAll(() => t.close());

describe('a query', () => {
  test('of a thousand names that nothing is called is answered shortly', async () => {
    const query = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`name${n}`, 1]));
    const { errors } = await t.ask('GET /sites', { as: key, query });
    expect(errors).toHaveLength(4);
  });

  test('is checked like a body', async () => {
    expect(await t.ask('GET /sites', { as: key, query: { limit: 'many' } })).toMatchObject({
      status: 422,
      errors: [{ field: 'limit', code: 'not-a-number' }],
    });
    expect(await t.ask('GET /sites', { as: key, query: { limit: 1000 } })).toMatchObject({
      errors: [{ field: 'limit', code: 'too-big' }],
    });
  });

  test('asks for nothing that is not offered', async () => {
    expect(await t.ask('GET /sites', { as: key, query: { sort: 'price' } })).toMatchObject({
      status: 422,
      errors: [{ field: 'sort', code: 'unknown-field' }],
    });
  });

  test('says each thing once: which of two is meant is not guessed', async () => {
    const answer = await t.app.request('/v1/sites?limit=1&limit=2', {
      headers: { authorization: `Bearer ${key.token}` },
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { errors: [{ field: 'limit', code: 'repeated' }] },
    ]);
  });

  test('takes a position of its own list alone', async () => {
    const ours = encodeCursor(t.s.sealer, 'sites', ['a', 'b']);
    expect((await t.ask('GET /sites', { as: key, query: { cursor: ours } })).status).toBe(200);
    const values = Buffer.from('["a","c"]').toString('base64url');
    for (const cursor of [
      'x',
      '.',
      `${ours}A`,
      ours.slice(0, -1),
      ours.replace('.', ''),
      ours.replace('.', '..'),
      ours.replace(/^.*(?=\.)/, values),
      values,
      encodeCursor(t.s.sealer, 'customers', ['a', 'b']),
      encodeCursor(createSealer('x'.repeat(32)), 'sites', ['a', 'b']),
    ]) {
      const answer = await t.ask('GET /sites', { as: key, query: { cursor } });
      expect([answer.status, answer.errors]).toEqual([422, [{ field: 'cursor', code: 'invalid' }]]);
    }
  });
});
