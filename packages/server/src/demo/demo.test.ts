import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actOfMove } from '../access/acts.ts';
import { companiesBy } from '../access/lookups.ts';
import { lookupsBehind } from '../access/lookups.testing.ts';
import { passwordWeakness } from '../session/passwords.ts';
import { testApp, type TestApp } from '../testing.ts';
import { castOf, demoCompanyId } from './atelier.ts';
import { demoPassword, makeDemo } from './demo.ts';
import { addJournal } from './happenings.ts';
import { makeScale } from './scale.ts';
import { addStories } from './stories.ts';

const rowsOn = (today: Date) => {
  const cast = castOf(today);
  addStories(cast, today);
  addJournal(cast);
  return cast.rows;
};

const parisHour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit', hourCycle: 'h23' });

const days = [
  ['a working morning', '2026-11-24T10:20:00+01:00'],
  ['a night', '2026-06-10T03:15:00+02:00'],
  ['a Sunday', '2026-11-22T16:00:00+01:00'],
  ['the day on which the clocks go forward', '2027-03-28T12:00:00+02:00'],
  ['the first of January', '2027-01-01T00:00:30+01:00'],
] as const;

describe.each(days)('made in %s', (_what, at) => {
  const today = new Date(at);
  const rows = rowsOn(today);
  const now = today.toISOString();
  const by = <Row extends { id: string }>(found: Row[]) => new Map(found.map((row) => [row.id, row]));

  test('it is as large as it says', () => {
    const { members, customers, sites, equipment, interventions } = rows;
    expect([members, customers, sites, equipment, interventions].map(({ length }) => length)).toEqual([
      3, 40, 60, 90, 400,
    ]);
    const states = Object.groupBy(interventions, ({ status }) => status);
    expect(Object.keys(states).toSorted()).toEqual([
      'cancelled',
      'done',
      'en_route',
      'in_progress',
      'requested',
      'scheduled',
      'signed',
      'to_schedule',
    ]);
  });

  test('nothing that has happened is yet to come, and what is planned is', () => {
    for (const { at } of [...rows.interventionMoves, ...rows.journal])
      expect(at <= now, `${at} after ${now}`).toBe(true);
    for (const { createdAt } of [...rows.interventions, ...rows.files]) expect(createdAt <= now).toBe(true);
    for (const { status, windowStart } of rows.interventions) {
      if (status === 'scheduled') expect(windowStart! > now).toBe(true);
      if (status === 'signed' || status === 'done') expect(windowStart! < now).toBe(true);
    }
  });

  test('each intervention came where it is by moves that are allowed, in order', () => {
    const moves = Map.groupBy(rows.interventionMoves, ({ interventionId }) => interventionId);
    for (const { id, status, createdAt, inbox } of rows.interventions) {
      const way = moves.get(id)!;
      expect(way[0]).toMatchObject({ at: createdAt });
      expect(way.at(-1)!.to).toBe(status);
      expect(inbox).toBe(status === 'requested' || status === 'to_schedule');
      for (const [n, move] of way.slice(1).entries()) {
        expect(move.at > way[n]!.at, `${way[n]!.to} at ${way[n]!.at}, ${move.to} at ${move.at}`).toBe(true);
        // Only a signature leads to signed: no act does.
        if (move.to !== 'signed') expect(actOfMove(way[n]!.to, move.to)).not.toBeNull();
      }
    }
  });

  test('numbers follow the order of asking, people work by day, and things belong together', () => {
    const customers = by(rows.customers);
    const sites = by(rows.sites);
    const equipment = by(rows.equipment);
    for (const [n, row] of rows.interventions.entries()) {
      expect(row.number).toBe(5001 + n);
      expect(row.createdAt > customers.get(row.customerId)!.createdAt).toBe(true);
      expect(sites.get(row.siteId!)!.customerId).toBe(row.customerId);
      if (row.equipmentId) expect(equipment.get(row.equipmentId)!.siteId).toBe(row.siteId);
      if (row.windowStart && row.status !== 'en_route' && row.status !== 'in_progress') {
        const weekday = new Date(row.windowStart).getUTCDay();
        expect(weekday).not.toBe(0);
        expect(weekday).not.toBe(6);
      }
    }
  });

  test('the office accepts and plans while it is open, but for what could not wait', () => {
    const ofOffice = rows.interventionMoves.filter(
      ({ to, by }) => by?.startsWith('member:') && (to === 'to_schedule' || to === 'scheduled'),
    );
    const atNight = ofOffice.filter(({ at }) => {
      const hour = Number(parisHour.format(new Date(at)));
      return hour < 8 || hour >= 18;
    });
    expect(ofOffice.length).toBeGreaterThan(400);
    expect(atNight.length / ofOffice.length).toBeLessThan(0.05);
  });

  test('the journal has no gap', () => {
    expect(rows.journal.map(({ position }) => position)).toEqual(rows.journal.map((_, n) => n + 1));
    expect(rows.companies[0]!.journalPosition).toBe(rows.journal.length);
  });
});

test('it comes out the same each time', () => {
  const today = new Date(days[0][1]);
  expect(rowsOn(today)).toEqual(rowsOn(today));
});

test('nobody in it can be called or written to', () => {
  const { contacts, members } = rowsOn(new Date(days[0][1]));
  for (const { email } of [...contacts, ...members]) expect(email).toMatch(/^[\w.-]+@[\w.-]+\.example$/);
  // Numbers that France sets aside for films and books.
  const invented = /^\+33(63998|46571)\d{4}$/;
  for (const phone of [...contacts.map(({ phone }) => phone), ...members.map(({ mobile }) => mobile)]) {
    expect(parsePhoneNumberFromString(phone, 'FR')?.number).toMatch(invented);
  }
});

test('its password would be taken', () => {
  expect(passwordWeakness(demoPassword, ['claire', 'Atelier des Monts', 'Claire Morand'])).toBeNull();
});

describe('in the database', () => {
  let t: TestApp;
  let admin: { token: string };
  let made: { journalPosition: number } | undefined;
  beforeAll(async () => {
    t = await testApp();
    await makeDemo(t.s);
    const { members, companies } = t.s.store.t;
    [made] = await t.s.store.read.select().from(companies);
    const [first] = await t.s.store.read.select().from(members).orderBy(members.id).limit(1);
    admin = await t.session({ companyId: demoCompanyId, memberId: first!.id });
  });
  afterAll(() => t.close());

  test('everything answers as the contract describes it', async () => {
    const all: { id: string; files: number }[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const { status, body } = await t.ask('GET /interventions', {
        as: admin,
        query: { limit: 200, ...(cursor && { cursor }) },
      });
      expect(status).toBe(200);
      for (const { id } of body.items) all.push({ id, files: 0 });
      cursor = body.next;
    }
    expect(all).toHaveLength(400);
    const dossiers = await t.ask('GET /dossiers', { as: admin });
    expect(dossiers.body.items).toHaveLength(12);
    expect(dossiers.body.items.filter(({ customers }) => customers.length > 1)).toHaveLength(1);
    const about = await Promise.all(
      dossiers.body.items.map(async ({ id: dossierId }) => {
        const asked = { as: admin, params: { dossierId } };
        return {
          stakeholders: (await t.ask('GET /dossiers/:dossierId/stakeholders', asked)).body.items.map(
            ({ role }) => role,
          ),
          messages: (await t.ask('GET /dossiers/:dossierId/messages', asked)).body.items.length,
          files: (await t.ask('GET /dossiers/:dossierId/files', asked)).body.items.map(({ name }) => name),
        };
      }),
    );
    const roles = about.flatMap(({ stakeholders }) => stakeholders);
    expect([...new Set(roles)].toSorted()).toEqual(['Architecte', 'Électricien, sous-traitant'].toSorted());
    // In most of them; one that was opened a moment ago is silent.
    expect(about.filter(({ messages }) => messages > 0).length).toBeGreaterThan(8);
    expect(new Set(about.flatMap(({ files }) => files))).toEqual(
      new Set(['Descriptif des travaux.pdf', 'Plan coté.png', 'Accès au local.jpg']),
    );
    expect(dossiers.body.items.some(({ customers }) => customers.some(({ reference }) => reference))).toBe(true);
    for (const { id } of all.filter((_, n) => n % 20 === 0)) {
      expect(
        (await t.ask('GET /interventions/:interventionId', { as: admin, params: { interventionId: id } })).status,
      ).toBe(200);
    }
    for (const route of [
      'GET /company',
      'GET /members',
      'GET /sites',
      'GET /equipment',
      'GET /fields',
      'GET /keys',
      'GET /outbox',
    ] as const) {
      expect(await t.ask(route, { as: admin })).toMatchObject({ status: 200 });
    }
  });

  test.each([
    ['eleo', 'Éléonore Vasseur'],
    ['OEUV', 'Marie-Noëlle Œuvrard'],
    ['coeur', 'Bernard Cœurdevey'],
    ['1001', 'Éléonore Vasseur'],
    ['habitat', 'Habitat des Monts'],
  ])('typing %s finds %s', async (q, name) => {
    const { body } = await t.ask('GET /customers', { as: admin, query: { q } });
    expect(body.items.map((found) => found.name)).toContain(name);
  });

  test('interventions are found by their words', async () => {
    const { body } = await t.ask('GET /interventions', { as: admin, query: { q: 'robinet baignoire' } });
    expect(body.items[0]?.description).toMatch(/robinet de la baignoire/);
  });

  test('its photographs and papers open', async () => {
    const { files } = t.s.store.t;
    const found = await t.s.store.read.select().from(files);
    expect(found.filter(({ mediaType }) => mediaType === 'image/jpeg').length).toBeGreaterThan(30);
    expect(found.filter(({ mediaType }) => mediaType === 'application/pdf').length).toBeGreaterThan(5);
    for (const { companyId, id, size } of found) {
      let bytes = 0;
      for await (const chunk of (await t.s.storage.read(`${companyId}/${id}`)).stream)
        bytes += (chunk as Buffer).length;
      expect(bytes).toBe(size);
    }
  });

  test('what happened before is mailed to nobody', async () => {
    const { journalReaders } = t.s.store.t;
    expect(await t.s.store.read.select().from(journalReaders)).toMatchObject([
      { reader: 'mail', position: made!.journalPosition },
    ]);
  });

  test('making it again changes nothing', async () => {
    const before = await t.ask('GET /company', { as: admin });
    await makeDemo(t.s);
    expect((await t.ask('GET /company', { as: admin })).body).toEqual(before.body);
  });

  test('many companies stand beside it, a thousand interventions each', async () => {
    const facts = await makeScale(t.s, 2, () => {});
    expect(facts).toMatchObject([
      { word: 'Companies', value: 2 },
      { word: 'Interventions', value: 2000 },
      {},
      { word: 'Sign-in' },
    ]);
    const { members } = t.s.store.t;
    const [boss] = (await t.s.store.read.select().from(members)).filter(({ email }) => email.includes('entreprise-2'));
    const signedIn = await t.session({ companyId: boss!.companyId, memberId: boss!.id });
    const { body } = await t.ask('GET /interventions', { as: signedIn, query: { q: 'chaudière', sort: 'number' } });
    expect(body.items.length).toBe(50);
    expect(body.items[0]!.number).toBeGreaterThan(900);
    // Again: nothing to do.
    expect((await makeScale(t.s, 2, () => {}))[1]).toMatchObject({ value: 2000 });
  });

  test('everybody in them is found by their e-mail', async () => {
    expect(await companiesBy(t.s.store, 'member_email', 'claire@atelier-des-monts.example')).toEqual([demoCompanyId]);
    expect(await lookupsBehind(t.s.store)).toEqual({ missing: [], surplus: [] });
  });
});
