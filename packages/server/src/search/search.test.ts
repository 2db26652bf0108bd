import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeCustomer } from '../customer/customer.rules.ts';
import { changeIntervention } from '../intervention/intervention.rules.ts';
import { searchedInterventions } from '../work/intervention.search.ts';
import { overlapping } from '../overlap.testing.ts';
import { someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';
import { searchFor } from './search.rules.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let link: SignedIn;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  const made = await t.customer(company, { firstName: 'Éléonore', lastName: 'Œuvrard' });
  customer = made.customer;
  link = await t.link(made.contact);
});

const find = async (q: string, as = admin, query: Record<string, string> = {}) => {
  const { body } = await t.ask('GET /interventions', { as, query: { q, order: 'asc', ...query } });
  return body.items.map(({ number }) => number);
};
const ask = async (body: object) => {
  const answer = await t.ask('POST /interventions', { as: link, body: { description: 'x', ...body } });
  return answer.body;
};

describe('searching interventions', () => {
  it('finds by the start of words of description, type, site, customer and city, and by number', async () => {
    const site = await t.site(customer, { name: 'Le Chalet' });
    await ask({ description: 'La chaudière du 2ᵉ fuit', type: 'repair', siteId: site.id });
    await ask({ description: 'Radiateur froid', siteId: null, address: { ...someAddress, city: 'Écully' } });
    expect(await find('chaud')).toEqual([1001]);
    expect(await find('CHAUDIÈRE fui')).toEqual([1001]);
    expect(await find('radiateur fuit')).toEqual([]);
    expect(await find('depan')).toEqual([1001]);
    expect(await find('repair')).toEqual([1001]);
    expect(await find('chalet')).toEqual([1001]);
    expect(await find('eleo oeuv')).toEqual([1001, 1002]);
    expect(await find('ecul')).toEqual([1002]);
    expect(await find('1002')).toEqual([1002]);
    expect(await find('n’importe')).toEqual([]);
  });

  it('follows what it describes when that changes', async () => {
    const site = await t.site(customer, { name: 'Chalet' });
    const { id } = await ask({ description: 'Fuite', siteId: site.id });
    const interventionId = { interventionId: id };
    await t.ask('PATCH /interventions/:interventionId', {
      as: admin,
      params: interventionId,
      ifMatch: 1,
      body: { description: 'Panne', address: { ...someAddress, city: 'Annecy' } },
    });
    await t.ask('PATCH /sites/:siteId', {
      as: admin,
      params: { siteId: site.id },
      ifMatch: 1,
      body: { name: 'Atelier' },
    });
    await t.ask('PATCH /customers/:customerId', {
      as: admin,
      params: { customerId: customer.id },
      ifMatch: 1,
      body: { lastName: 'Petit' },
    });
    await t.ask('PATCH /interventions/:interventionId', {
      as: admin,
      params: interventionId,
      ifMatch: 2,
      body: { description: 'Panne du brûleur' },
    });
    const { read, t: tables } = t.s.store;
    const kept = await read
      .select({ word: tables.searchWords.word })
      .from(tables.searchWords)
      .where(
        and(eq(tables.searchWords.companyId, company.id), eq(tables.searchWords.kind, searchedInterventions.letter)),
      );
    // Every word once, those that went away with them, and none that all have.
    expect(kept.map(({ word }) => word).toSorted()).toEqual(
      ['1001', 'annecy', 'atelier', 'bruleur', 'eleonore', 'panne', 'petit'].toSorted(),
    );
    for (const gone of ['fuite', 'lyon', 'chalet', 'oeuvrard']) expect([gone, await find(gone)]).toEqual([gone, []]);
    for (const there of ['panne', 'annecy', 'atelier', 'petit', '1001'])
      expect([there, await find(there)]).toEqual([there, [1001]]);
  });

  it('finds by small words, too, and by the beginnings that they share with others', async () => {
    await ask({ description: 'Le radiateur du salon' });
    await ask({ description: 'Un desembouage' });
    for (const [q, numbers] of [
      ['le', [1001]],
      ['du salon', [1001]],
      ['d', [1001, 1002]],
      ['des', [1002]],
      ['desemb', [1002]],
    ] as const)
      expect([q, await find(q)]).toEqual([q, numbers]);
  });

  it('never looks further than the viewer may', async () => {
    await ask({ description: 'Fuite' });
    const other = await t.customer(company, { lastName: 'Autre' });
    const theirs = await t.link(other.contact);
    const technician = await t.member(company, { role: 'technician' });
    const stranger = await t.member(await t.company());
    expect(await find('fuite', link)).toEqual([1001]);
    for (const as of [theirs, technician, stranger]) expect(await find('fuite', as)).toEqual([]);
  });

  it('keeps filters, order and pages', async () => {
    for (let n = 0; n < 5; n++) await ask({ description: `Fuite ${n % 2 ? 'cave' : 'toit'}` });
    expect(await find('fuite toit', link, { sort: 'number', order: 'desc' })).toEqual([1005, 1003, 1001]);
    expect(await find('fuite', admin, { status: 'requested,done' })).toEqual([1001, 1002, 1003, 1004, 1005]);
    expect(await find('fuite', admin, { status: 'done' })).toEqual([]);
    const first = (await t.ask('GET /interventions', { as: admin, query: { q: 'fuite', limit: 3 } })).body;
    const second = (
      await t.ask('GET /interventions', { as: admin, query: { q: 'fuite', limit: 3, cursor: first.next! } })
    ).body;
    expect([...first.items, ...second.items].map(({ number }) => number)).toEqual([1005, 1004, 1003, 1002, 1001]);
    expect(second.next).toBeNull();
  });

  it('finds a number however it is said', async () => {
    await ask({ description: 'Fuite' });
    await ask({ description: 'Panne' });
    for (const q of [
      'n° 1002',
      'N°1002',
      'nº 1002',
      '№ 1002',
      'no 1002',
      'no1002',
      '#1002',
      'Intervention n° 1002',
      'intervention 1002',
      'l’intervention 1002',
      'numéro 1002',
      'Number 1002',
      'client n° 1002',
      'n° 1002 panne',
    ])
      for (const as of [admin, link]) expect([q, await find(q, as)]).toEqual([q, [1002]]);
    // Before anything else they are words as others.
    expect(await find('client')).toEqual([]);
    await ask({ description: 'Le client sera absent' });
    expect(await find('client absent')).toEqual([1003]);
  });

  it('finds names however they are cut into words', async () => {
    const names = { firstName: 'Anne', lastName: 'Le Goff-O’Brien' };
    const { contact } = await t.customer(company, names);
    const hers = await t.link(contact);
    const site = await t.site(customer, { name: 'Résidence L’Orée du Bois' });
    await t.ask('POST /interventions', { as: hers, body: { description: 'Fuite' } });
    await ask({ description: 'Panne', siteId: site.id, address: { ...someAddress, city: 'Saint-Étienne' } });
    for (const [q, numbers] of [
      ['legoff', [1001]],
      ['le goff', [1001]],
      ['LE-GOFF', [1001]],
      ['obrien', [1001]],
      ['o brien', [1001]],
      ['O’Brien', [1001]],
      ["o'brien fuite", [1001]],
      ['anne legoff', [1001]],
      ['saintetienne', [1002]],
      ['saint etienne', [1002]],
      ['loree', [1002]],
      ['l’orée', [1002]],
      ['dubois', [1002]],
    ] as const)
      expect([q, await find(q)]).toEqual([q, numbers]);
    expect(await find('legoff', hers)).toEqual([1001]);
  });

  it('finds a name that is written in one word by its parts', async () => {
    const { contact } = await t.customer(company, { firstName: 'Anne', lastName: 'Obrien' });
    await t.ask('POST /interventions', { as: await t.link(contact), body: { description: 'Fuite' } });
    for (const q of ['o’brien', 'o brien', 'anne o brien']) expect([q, await find(q)]).toEqual([q, [1001]]);
  });

  it('finds names of several words that are run together as nobody wrote them', async () => {
    const building = await t.customer(company, { kind: 'organization', firstName: '', lastName: 'Habitat des Monts' });
    const lady = await t.customer(company, { firstName: 'Éléonore', lastName: 'Le Vasseur' });
    const site = await t.site(building.customer, { name: 'Résidence L’Orée du Bois' });
    const hers = await t.link(lady.contact);
    const theirs = await t.link(building.contact);
    await t.ask('POST /interventions', { as: theirs, body: { description: 'Fuite', siteId: site.id } });
    await t.ask('POST /interventions', { as: hers, body: { description: 'Fuite' } });
    for (const [q, numbers] of [
      ['habitatdesmonts', [1001]],
      ['HabitatDesMon', [1001]],
      ['fuite habitatdesmonts', [1001]],
      ['residenceloreedubois', [1001]],
      ['eleonorelevasseur', [1002]],
      ['eleonorevasseur', [1002]],
      ['levasseureleonore', [1002]],
      ['vasseurmonts', []],
      ['fuites', []],
    ] as const)
      expect([q, await find(q)]).toEqual([q, numbers]);
    expect([await find('habitatdesmonts', theirs), await find('habitatdesmonts', hers)]).toEqual([[1001], []]);
  });

  it('finds customers in the same ways', async () => {
    const person = { kind: 'person', firstName: 'Anne', lastName: 'Le Goff', address: someAddress };
    const { body: goff } = await t.ask('POST /customers', { as: admin, body: person });
    for (const q of ['legoff', 'le goff', 'n° ' + goff.number, `Client n°${goff.number}`]) {
      const { body } = await t.ask('GET /customers', { as: admin, query: { q } });
      expect([q, body.items.map(({ id }) => id)]).toEqual([q, [goff.id]]);
    }
  });

  it('cuts what is too long, and searches it', async () => {
    const description =
      'La chaudière du deuxième étage fait un bruit de casserole toutes les nuits depuis que le radiateur de la chambre a été purgé, dit-il.';
    await ask({ description });
    expect(description.length).toBeGreaterThan(130);
    expect(await find(description)).toEqual([1001]);
    expect(await find(`${'é'.repeat(119)}🛁${'x'.repeat(5_000)}`)).toEqual([]);
    const { status } = await t.ask('GET /customers', { as: admin, query: { q: 'x'.repeat(500) } });
    expect(status).toBe(200);
  });

  it('takes long words and long questions', async () => {
    const long = 'é'.repeat(3_000);
    await ask({ description: `${long} fin` });
    expect(await find('é'.repeat(120))).toEqual([1001]);
    expect(await find('a b c d e f g h i j k l m n o p q r s t u v w x y z')).toEqual([]);
    await ask({ description: 'a b c d e f g h i j k l m n o p q r s t u v w x y z' });
    expect(await find('z y x w v u t s r q p o n m l k j i h g f e d c b a')).toEqual([1002]);
  });
});

describe('a search among everything of a company', () => {
  it('gathers what a rare word is in, and walks the list for common ones', async () => {
    const { store } = t.s;
    // More than can be put in order at each key press.
    for (let from = 0; from < 4_500; from += 500)
      await store.transaction(function* (tx) {
        yield tx.insert(tx.t.searchWords).values(
          Array.from({ length: 500 }, (_, n) => ({
            companyId: company.id,
            kind: searchedInterventions.letter,
            word: 'chaudiere',
            number: 100_000 + from + n,
          })),
        );
      });
    await ask({ description: 'La chaudière fuit' });
    const isGathered = async (asked: string[]) =>
      (await searchFor(store, company.id, searchedInterventions, asked, { mayGather: true })).from !== null;
    expect(await isGathered(['chau'])).toBe(false);
    expect(await isGathered(['chau', 'fuit'])).toBe(true);
    expect(await find('chau')).toEqual([1001]);
    expect(await find('chau fuit')).toEqual([1001]);
    expect(await find('chau', admin, { status: 'requested,done' })).toEqual([1001]);
    expect(await find('chau', admin, { sort: 'number' })).toEqual([1001]);
  });
});

describe('what changes in the same instant', () => {
  const viewer = async () => (await t.s.tokens.viewer(admin.token))!;
  const rename = () =>
    t.ask('PATCH /customers/:customerId', {
      as: admin,
      params: { customerId: customer.id },
      ifMatch: 1,
      body: { lastName: 'Petit' },
    });
  const describeAnew = (interventionId: string) =>
    t.ask('PATCH /interventions/:interventionId', {
      as: admin,
      params: { interventionId },
      ifMatch: 1,
      body: { description: 'Panne' },
    });

  it('is found by all of it: an intervention that is described anew while its customer is renamed', async () => {
    const { id } = await ask({ description: 'Fuite' });
    const by = await viewer();
    await overlapping(t.s.store, (tx) => changeIntervention(t.s, tx, by, id, 1, { description: 'Panne' }), rename);
    expect([await find('panne petit'), await find('fuite'), await find('oeuvrard')]).toEqual([[1001], [], []]);
  });

  it('the other way round, too', async () => {
    const { id } = await ask({ description: 'Fuite' });
    const by = await viewer();
    await overlapping(
      t.s.store,
      (tx) => changeCustomer(t.s, tx, by, customer.id, 1, { lastName: 'Petit' }),
      () => describeAnew(id),
    );
    expect([await find('panne petit'), await find('fuite'), await find('oeuvrard')]).toEqual([[1001], [], []]);
  });

  it('and an intervention that is asked for while its customer is renamed', async () => {
    const by = await viewer();
    await overlapping(
      t.s.store,
      (tx) => changeCustomer(t.s, tx, by, customer.id, 1, { lastName: 'Petit' }),
      () => ask({ description: 'Fuite' }),
    );
    expect(await find('fuite petit')).toEqual([1001]);
  });
});
