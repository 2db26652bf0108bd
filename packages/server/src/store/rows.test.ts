import { eq, like, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { one, prepared, run, type Tx } from './store.ts';
import { addReader, create, names, store, useStore } from '../testing/store-suite.ts';

useStore();

describe('rows', () => {
  test('come back as they went in', async () => {
    const branding = { z: 1, a: { nested: ['é', null, '\u2028', '\ud800', '\u0000'] } };
    const { companies } = store.t;
    const insert = (tx: Tx) =>
      prepared(tx, 'test.insert', (ph) =>
        tx
          .insert(companies)
          .values({
            id: ph('id'),
            name: ph('name'),
            branding: ph('branding'),
            options: ph('branding'),
            types: ph('types'),
            allowedOrigins: ph('types'),
            linkDays: ph('days'),
            portalUrl: ph('url'),
            createdAt: ph('name'),
          })
          .returning(),
      );
    const values = {
      id: 'a',
      name: '🧑‍🔧 « Œuvre » %_\\',
      branding,
      types: [],
      days: Number.MAX_SAFE_INTEGER,
      url: null,
    };
    const written = await store.transaction((tx) => one(insert(tx)(values)));
    const byId = prepared(store.read, 'test.byId', (ph) =>
      store.read
        .select()
        .from(companies)
        .where(eq(companies.id, ph('id'))),
    );
    const [found] = await byId({ id: 'a' });
    expect(found).toEqual(written);
    expect(found).toMatchObject({ name: values.name, linkDays: Number.MAX_SAFE_INTEGER, portalUrl: null, version: 1 });
    expect(JSON.stringify(found!.branding)).toBe(JSON.stringify(branding));
    expect(await byId({ id: 'b' })).toEqual([]);
  });

  test('keep null apart from false and from a JSON null', async () => {
    await create('a');
    const { fields } = store.t;
    const insert = (tx: Tx) =>
      prepared(tx, 'test.insertField', (ph) =>
        tx
          .insert(fields)
          .values({ id: 'f', companyId: 'a', kind: 'text', label: ph('label'), choices: [], required: ph('required') }),
      );
    await expect(
      store.transaction((tx) => run(insert(tx)({ label: { fr: 'x' }, required: null }))),
    ).rejects.toMatchObject({ code: 'failed' });
    await expect(store.transaction((tx) => run(insert(tx)({ label: null, required: true })))).rejects.toMatchObject({
      code: 'failed',
    });
    await store.transaction((tx) => run(insert(tx)({ label: { fr: 'x' }, required: true })));
    expect(await store.read.select({ required: fields.required, active: fields.active }).from(fields)).toEqual([
      { required: true, active: true },
    ]);
    await store.transaction((tx) => run(tx.delete(fields)));
  });

  test('are mapped by a prepared query as drizzle maps them', async () => {
    await create('a', { portalUrl: null });
    await addReader('a');
    const { companies, journalReaders } = store.t;
    const flat = () =>
      store.read
        .select({
          id: companies.id,
          options: companies.options,
          url: companies.portalUrl,
          days: companies.linkDays,
          shout: sql<string>`upper(${companies.id})`.as('shout'),
          count: sql<number>`count(*) over ()`.mapWith(Number),
        })
        .from(companies);
    const joined = () =>
      store.read.select().from(companies).leftJoin(journalReaders, eq(journalReaders.companyId, companies.id));
    expect(await prepared(store.read, 'test.flat', flat)()).toEqual(await flat());
    expect(await prepared(store.read, 'test.joined', joined)()).toEqual(await joined());
    // Where drizzle no longer keeps these, rows are mapped by drizzle itself: correct, but slower.
    expect(Object.keys(flat().prepare(...(['test.internals'] as unknown as [])))).toEqual(
      expect.arrayContaining(['fields', 'customResultMapper']),
    );
  });

  test('are ordered by code point, and LIKE heeds case', async () => {
    for (const name of ['b', 'é', 'B', 'a', 'œ', 'Z', '~']) await create(name);
    expect(await names()).toEqual(['B', 'Z', 'a', 'b', '~', 'é', 'œ']);
    const { companies } = store.t;
    expect(await store.read.select({ id: companies.id }).from(companies).where(like(companies.id, 'b%'))).toEqual([
      { id: 'b' },
    ]);
  });
});

test('two prepared queries cannot share a name', () => {
  const { companies } = store.t;
  prepared(store.read, 'test.name', () => store.read.select().from(companies));
  expect(() =>
    prepared(store.read, 'test.name', () => store.read.select({ id: companies.id }).from(companies)),
  ).toThrow('test.name');
});
