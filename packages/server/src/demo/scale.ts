/**
 * Many companies to measure with: a thousand interventions each, bulk-inserted, one transaction a company. Plainer than
 * the demo company, but with everything that costs a query something: indexes, words to search by, several customers.
 */
import { contactRight } from '@parvis/sdk/contract';
import { inArray } from 'drizzle-orm';
import { defaultOptions } from '../company/company.create.ts';
import { skipMail } from '../delivery/reader.ts';
import { noLogo } from '../company/company.logo.ts';
import { fold, sortKey } from '../fold.ts';
import { fact, type Fact } from '../operations/facts.ts';
import type { Services } from '../services.ts';
import { hashPassword } from '../session/passwords.ts';
import { types } from './atelier.ts';
import { calendarOf, later } from './calendar.ts';
import { demoPassword } from './demo.ts';
import { addressIn, people, type Person } from './people.ts';
import { idsOf, seeded } from './random.ts';
import { insertRows, noRows, type Rows } from './rows.ts';
import { houseModels, maintenance, repairs } from './works.ts';
import { notPutAway } from '../work/put-away.columns.ts';

const interventionsEach = 1000;
const customersEach = 25;

const companyId = (index: number): string => `01900000-0000-7000-9000-${index.toString(16).padStart(12, '0')}`;

/** Makes companies until there are so many; those of an earlier run count. */
export async function makeScale(s: Services, wanted: number, report: (line: string) => void): Promise<Fact[]> {
  const begun = performance.now();
  const known = await knownOf(s, wanted);
  const passwordHash = await hashPassword(demoPassword);
  const today = new Date();
  for (let index = 0; index < wanted; index++) {
    if (known.has(companyId(index))) continue;
    const rows = companyRows(index, today, passwordHash);
    await s.store.transaction(function* (tx) {
      yield* insertRows(tx, rows);
      yield* skipMail(tx, companyId(index));
    });
    if ((index + 1) % 50 === 0)
      report(`${index + 1} companies after ${Math.round((performance.now() - begun) / 1000)} s`);
  }
  return [
    fact('Companies', wanted),
    fact('Interventions', wanted * interventionsEach),
    fact('Seconds', Math.round((performance.now() - begun) / 1000)),
    fact('Sign-in', { email: mailOf(0), password: demoPassword }),
  ];
}

async function knownOf({ store }: Services, wanted: number): Promise<Set<string>> {
  const { companies } = store.t;
  const known = new Set<string>();
  for (let from = 0; from < wanted; from += 1000) {
    const ids = Array.from({ length: Math.min(1000, wanted - from) }, (_, n) => companyId(from + n));
    const found = await store.read.select({ id: companies.id }).from(companies).where(inArray(companies.id, ids));
    for (const { id } of found) known.add(id);
  }
  return known;
}

/** Of the numbers that are nobody's (ARCEP, decision 2018-0881). */
const phoneOf = (number: number, index: number): string =>
  `06 39 98 ${[number, index % 100].map((part) => String(part).padStart(2, '0')).join(' ')}`;

const mailOf = (index: number): string => `admin@entreprise-${index + 1}.example`;

function companyRows(index: number, today: Date, passwordHash: string): Rows {
  const chance = seeded(index + 1);
  const idAt = idsOf(chance);
  const calendar = calendarOf(today);
  const founded = calendar.at(-800, 9);
  const id = companyId(index);
  const rows = noRows();
  rows.companies.push({
    id,
    name: `Entreprise ${index + 1}`,
    phone: phoneOf(0, index),
    email: mailOf(index),
    address: addressIn(`${index + 1} rue des Artisans`, 'vaise'),
    logo: noLogo,
    lang: 'fr',
    timeZone: 'Europe/Paris',
    branding: { accent: null, surface: null, text: null, radius: null },
    options: defaultOptions,
    types,
    linkDays: 180,
    portalUrl: null,
    allowedOrigins: [],
    customerNumber: customersEach,
    interventionNumber: interventionsEach,
    dossierNumber: 0,
    journalPosition: 0,
    createdAt: founded,
    version: 1,
  });
  const memberId = idAt(founded);
  rows.members.push({
    id: memberId,
    companyId: id,
    civility: '',
    firstName: 'Admin',
    lastName: String(index + 1),
    name: `Admin ${index + 1}`,
    nameFolded: `${index + 1} admin`,
    email: mailOf(index),
    emailFolded: mailOf(index),
    landline: '',
    mobile: '',
    role: 'admin',
    rights: {},
    lang: 'fr',
    status: 'active',
    passwordHash,
    createdAt: founded,
    version: 1,
  });
  for (let number = 1; number <= customersEach; number++) addCustomer(number, chance.pick(people));

  const asked = Array.from({ length: interventionsEach }, () => -chance.next() * 730).toSorted((a, b) => a - b);
  for (const [n, days] of asked.entries())
    addIntervention(n + 1, calendar.at(Math.floor(days), 7 + chance.next() * 12));
  return rows;

  function addCustomer(number: number, { firstName, lastName, street, town }: Person): void {
    const address = addressIn(street, town);
    const customerId = idAt(founded);
    const contactId = idAt(founded);
    const siteId = idAt(founded);
    const name = `${firstName} ${lastName}`;
    const common = { companyId: id, externalId: null, createdAt: founded, version: 1 };
    rows.customers.push({
      ...common,
      id: customerId,
      number,
      kind: 'person',
      firstName,
      lastName,
      name,
      nameFolded: sortKey(`${lastName} ${firstName}`),
      status: 'active',
      address,
      extra: '',
      options: {},
      ...notPutAway,
    });
    const email = `${fold(lastName).replace(/\W+/g, '-')}.${number}@courriel.example`;
    rows.contacts.push({
      ...common,
      id: contactId,
      customerId,
      firstName,
      lastName,
      name,
      email,
      emailFolded: email,
      phone: phoneOf(number, index),
      lang: 'fr',
      main: true,
      rights: contactRight.options,
      removedAt: null,
    });
    rows.sites.push({
      ...common,
      id: siteId,
      customerId,
      name: 'Domicile',
      nameFolded: 'domicile',
      address,
      contact: null,
      ...notPutAway,
    });
    const { kind, brand, model } = chance.pick(houseModels);
    rows.equipment.push({
      ...common,
      id: idAt(founded),
      customerId,
      siteId,
      kind,
      kindFolded: sortKey(kind),
      brand,
      model,
      serialNumber: '',
      installedOn: null,
      warrantyUntil: null,
      ...notPutAway,
    });
  }

  function addIntervention(number: number, createdAt: string): void {
    const n = chance.int(0, customersEach - 1);
    const { id: customerId, address, name } = rows.customers[n]!;
    const isRecent = number > interventionsEach - 20;
    const status = isRecent
      ? chance.pick(['requested', 'to_schedule', 'scheduled'] as const)
      : chance.happens(0.06)
        ? 'cancelled'
        : 'signed';
    const isPlanned = status === 'scheduled' || status === 'signed';
    const windowStart = isPlanned ? later(createdAt, (isRecent ? 1500 : 1) * 60 + chance.int(0, 4000)) : null;
    const interventionId = idAt(createdAt);
    const isRepair = chance.happens(0.6);
    rows.interventions.push({
      id: interventionId,
      companyId: id,
      number,
      customerId,
      siteId: rows.sites[n]!.id,
      equipmentId: rows.equipment[n]!.id,
      dossierId: null,
      assigneeId: isPlanned ? memberId : null,
      type: isRepair ? 'depannage' : 'entretien',
      description: isRepair ? chance.pick(repairs.boiler) : maintenance.boiler,
      status,
      inbox: status === 'requested' || status === 'to_schedule',
      date: windowStart ?? createdAt,
      windowStart,
      windowEnd: windowStart && later(windowStart, 120),
      address,
      contact: { name, phone: rows.contacts[n]!.phone, email: '' },
      fields: {},
      incomplete: false,
      rescheduleRequested: false,
      externalId: null,
      ...notPutAway,
      createdAt,
      version: 1,
    });
    rows.interventionMoves.push({
      id: idAt(createdAt),
      companyId: id,
      interventionId,
      to: status,
      act: null,
      at: createdAt,
      by: `member:${memberId}`,
      reason: null,
    });
  }
}
