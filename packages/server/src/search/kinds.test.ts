/** A kind that the portal does not search, declared here: what it takes. */
import { and, asc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scopeOf } from '../access/scope.ts';
import { overlapping } from '../overlap.testing.ts';
import { sites } from '../site/site.reach.ts';
import { openPlannedStore } from '../store/plans.testing.ts';
import { prepared } from '../store/store.ts';
import { openUnusedStore, type TestStore } from '../testing/store.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import type { KindBy } from './search.kind.ts';
import { parseSearchQuery } from './search.query.ts';
import { firstFound, searchFor } from './search.rules.ts';
import { indexForSearch } from './search.index.ts';

const searchedSites: KindBy<'id'> = { letter: '?', rows: (t) => t.sites, key: 'id' };

let t: TestApp;
let company: { id: string };
let admin: SignedIn;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let link: SignedIn;

beforeAll(async () => {
  // What is planned depends on how the files of a database lie.
  t = await testApp({}, openUnusedStore);
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  const made = await t.customer(company);
  customer = made.customer;
  link = await t.link(made.contact);
});

type Site = { id: string; name: string };
const words = ({ id, name }: Site) => ({ key: id, texts: [], names: [name], phones: [] });
const index = (given: Site[], mode?: 'replace') =>
  t.s.store.transaction((tx) => indexForSearch(tx, company.id, searchedSites, given.map(words), mode));
const siteOf = async (name: string, of = customer): Promise<Site> => {
  const { id } = await t.site(of, { name });
  await index([{ id, name }]);
  return { id, name };
};

/** Their names; gathered by their words, or each site asked for its own. */
const find = async (q: string, as = admin, mayGather = true, store = t.s.store): Promise<string[]> => {
  const viewer = (await t.s.tokens.viewer(as.token))!;
  const scope = scopeOf(viewer, sites);
  const found = await firstFound(
    store,
    company.id,
    searchedSites,
    parseSearchQuery(q, { phones: false })!,
    async (asked) => {
      const search = await searchFor(store, company.id, searchedSites, asked, { mayGather });
      const { read, t } = store;
      const query = prepared(read, `sites.found:${scope.shape}:${search.shape}`, (ph) => {
        const gathered = search.from?.(read, t, ph);
        const columns = { name: t.sites.name };
        const rows = gathered
          ? read
              .select(columns)
              .from(gathered)
              .innerJoin(t.sites, search.isFound(gathered, t, ph))
              .$dynamic()
          : read.select(columns).from(t.sites).$dynamic();
        return rows.where(and(scope.where(t, ph), search.where(read, t, ph))).orderBy(asc(t.sites.name));
      });
      return await query({ ...scope.values, ...search.values });
    },
  );
  return found.map(({ name }) => name);
};

describe('a kind whose things have no numbers', () => {
  it('is searched by its declaration alone', async () => {
    await siteOf('Chalet des Marmottes');
    await siteOf('Résidence Saint-Étienne');
    for (const mayGather of [true, false])
      for (const [q, names] of [
        ['marm', ['Chalet des Marmottes']],
        ['chalet marmottes', ['Chalet des Marmottes']],
        ['saintetienne', ['Résidence Saint-Étienne']],
        ['chaletdesmarmottes', ['Chalet des Marmottes']],
        ['résidence marmottes', []],
      ] as const)
        expect([q, await find(q, admin, mayGather)]).toEqual([q, names]);
  });

  it('is no answer to who searches another, nor to another company', async () => {
    const site = await siteOf('Chalet');
    await t.ask('POST /interventions', { as: link, body: { description: 'Fuite au grenier', siteId: site.id } });
    await index([{ ...site, name: 'Pigeonnier' }], 'replace');
    expect([await find('pigeonnier'), await find('grenier')]).toEqual([['Chalet'], []]);
    const { body } = await t.ask('GET /interventions', { as: admin, query: { q: 'pigeonnier' } });
    expect(body.items).toEqual([]);
    const other = await t.company();
    expect(await find('pigeonnier', await t.member(other))).toEqual([]);
  });

  it('is cut by the scope of who searches', async () => {
    const other = await t.customer(company);
    await siteOf('Chalet du haut');
    await siteOf('Chalet du bas', other.customer);
    const technician = await t.member(company, { role: 'technician' });
    for (const mayGather of [true, false])
      expect([
        await find('chalet', admin, mayGather),
        await find('chalet', link, mayGather),
        await find('chalet', await t.link(other.contact), mayGather),
        await find('chalet', technician, mayGather),
      ]).toEqual([['Chalet du bas', 'Chalet du haut'], ['Chalet du haut'], ['Chalet du bas'], []]);
  });

  it('is followed where it changes, and forgotten where it goes', async () => {
    const { id } = await siteOf('Chalet');
    const { id: second } = await siteOf('Grange');
    const write = (key: string, texts: string[]) =>
      t.s.store.transaction((tx) =>
        indexForSearch(tx, company.id, searchedSites, [{ key, texts, names: [], phones: [] }], 'replace'),
      );
    await write(id, ['moulin']);
    expect([await find('chalet'), await find('moulin'), await find('grange')]).toEqual([[], ['Chalet'], ['Grange']]);
    await write(second, []);
    expect([await find('moulin'), await find('grange')]).toEqual([['Chalet'], []]);
  });

  it('has a number of its own, of two that come in the same instant too', async () => {
    const [high, low] = [await t.site(customer, { name: 'Haut' }), await t.site(customer, { name: 'Bas' })];
    await overlapping(
      t.s.store,
      (tx) => indexForSearch(tx, company.id, searchedSites, [words({ id: high.id, name: 'Haut' })]),
      () => index([{ id: low.id, name: 'Bas' }]),
    );
    expect([await find('haut'), await find('bas')]).toEqual([['Haut'], ['Bas']]);
  });

  it('is read by the indexes alone', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `Chalet ${n}`);
    await Promise.all(names.map((name) => siteOf(name)));
    const planned = await openPlannedStore(t.s.store as TestStore);
    try {
      await find('chalet 17', admin, true, planned.store);
      await find('chalet 17', admin, false, planned.store);
      const plans = await planned.plans();
      expect(plans.length).toBeGreaterThan(2);
      expect(plans.flatMap(({ scans }) => scans).filter((table) => table.startsWith('search'))).toEqual([]);
      expect(plans.flatMap(({ indexes }) => indexes)).toContain('searched_id');
    } finally {
      await planned.close();
    }
  });
});
