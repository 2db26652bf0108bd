/**
 * Atelier des Monts, heating and plumbing near Lyon: a company that does not exist, with two years behind it. Always the
 * same people, places and stories; the dates follow from the day on which it is made, so that there is always something
 * tomorrow.
 */
import { contactRight, type InterventionType } from '@parvis/sdk/contract';
import { defaultOptions } from '../company/company.create.ts';
import { noLogo } from '../company/company.logo.ts';
import type { DemoRows } from '../feature.ts';
import { fold, sortKey } from '../fold.ts';
import { calendarOf, type Calendar } from './calendar.ts';
import { addressIn, organizations, people, type Organization, type Person } from './people.ts';
import { idsOf, seeded, type Chance } from './random.ts';
import { noRows, type Rows } from './rows.ts';
import { buildingModels, extraModels, houseModels, type Family, type Model } from './works.ts';
import { notPutAway } from '../work/put-away.columns.ts';

export const demoCompanyId = '01900000-0000-7000-8000-0000000000aa';

type Row<Table extends keyof Rows> = Rows[Table][number];

/** What the stories are told with. */
export interface Cast extends DemoRows {
  chance: Chance;
  calendar: Calendar;
  office: Row<'members'>;
  technician: Row<'members'>;
  places: Place[];
}

/** A place of a customer, with whom to ask for and what stands there. */
export interface Place {
  customer: Row<'customers'>;
  contacts: Row<'contacts'>[];
  site: Row<'sites'>;
  equipment: { row: Row<'equipment'>; family: Family }[];
}

export const types: InterventionType[] = [
  { key: 'depannage', label: { fr: 'Dépannage', en: 'Repair' } },
  { key: 'entretien', label: { fr: 'Entretien', en: 'Maintenance' } },
  { key: 'installation', label: { fr: 'Installation', en: 'Installation' } },
  { key: 'visite', label: { fr: 'Visite technique', en: 'Technical visit' } },
  { key: 'renovation', label: { fr: 'Rénovation', en: 'Renovation' } },
];

/** Company, members, customers, places and what stands there; the interventions come from `stories.ts`. */
export function castOf(today: Date): Cast {
  const chance = seeded(1987);
  const calendar = calendarOf(today);
  const idAt = idsOf(chance);
  const founded = calendar.at(-900, 9);
  const rows = noRows();

  const company: Row<'companies'> = {
    id: demoCompanyId,
    name: 'Atelier des Monts',
    phone: '04 65 71 20 30',
    email: 'bonjour@atelier-des-monts.example',
    address: addressIn('8 montée des Forges', 'neuville'),
    logo: noLogo,
    lang: 'fr',
    timeZone: 'Europe/Paris',
    branding: { accent: '#1c5d73', surface: null, text: null, radius: 10 },
    options: defaultOptions,
    types,
    linkDays: 180,
    portalUrl: null,
    allowedOrigins: [],
    customerNumber: 1000,
    interventionNumber: 5000,
    dossierNumber: 0,
    journalPosition: 0,
    createdAt: founded,
    version: 1,
  };
  rows.companies.push(company);

  const member = (
    role: Row<'members'>['role'],
    civility: 'mme' | 'm',
    firstName: string,
    lastName: string,
    mobile: string,
  ): Row<'members'> => {
    const email = `${fold(firstName)}@atelier-des-monts.example`;
    const row: Row<'members'> = {
      id: idAt(founded),
      companyId: company.id,
      civility,
      firstName,
      lastName,
      name: `${firstName} ${lastName}`,
      nameFolded: fold(`${lastName} ${firstName}`),
      email,
      emailFolded: fold(email),
      landline: company.phone,
      mobile,
      role,
      rights: {},
      lang: 'fr',
      status: 'active',
      passwordHash: null,
      createdAt: founded,
      version: 1,
    };
    rows.members.push(row);
    return row;
  };

  const cast: Cast = {
    chance,
    calendar,
    idAt,
    rows,
    company,
    admin: member('admin', 'mme', 'Claire', 'Morand', '06 39 98 10 01'),
    office: member('office', 'm', 'Samir', 'Benali', '06 39 98 10 02'),
    technician: member('technician', 'm', 'Julien', 'Perrin', '06 39 98 10 03'),
    places: [],
  };

  addFields(cast);
  // Customers came one after the other, the first of them when the company began.
  const everyone = [...people, ...organizations];
  // The portal of the demo opens for the first person; the others are told apart by chance.
  const arrivals = everyone.map((who, index) => ({
    who,
    days: index === 0 ? -880 : -880 + Math.round((index * 640) / everyone.length),
  }));
  for (const { who, days } of arrivals) {
    const at = calendar.at(days, 8 + chance.int(0, 9));
    if ('name' in who) addOrganization(cast, who, at);
    else addPerson(cast, who, at);
  }
  addEquipment(cast);
  return cast;
}

function addFields({ rows, company, idAt }: Cast): void {
  const base = { companyId: company.id, active: true, version: 1 };
  rows.fields.push(
    {
      ...base,
      id: idAt(company.createdAt),
      label: { fr: 'Accès (code, étage, stationnement)', en: 'Access (code, floor, parking)' },
      kind: 'text',
      required: false,
      choices: [],
      position: 1,
    },
    {
      ...base,
      id: idAt(company.createdAt),
      label: { fr: 'Quand préférez-vous\u00a0?', en: 'When would you prefer?' },
      kind: 'choice',
      required: false,
      choices: [
        { key: 'matin', label: { fr: 'Le matin', en: 'In the morning' } },
        { key: 'apres-midi', label: { fr: 'L’après-midi', en: 'In the afternoon' } },
        { key: 'indifferent', label: { fr: 'Peu importe', en: 'Any time' } },
      ],
      position: 2,
    },
    {
      ...base,
      id: idAt(company.createdAt),
      label: { fr: 'Pas avant le', en: 'Not before' },
      kind: 'date',
      required: false,
      choices: [],
      position: 3,
    },
    {
      ...base,
      id: idAt(company.createdAt),
      label: { fr: 'Nombre de points d’eau concernés', en: 'Number of taps concerned' },
      kind: 'number',
      required: false,
      choices: [],
      position: 4,
    },
  );
}

interface Named {
  firstName: string;
  lastName: string;
}

function addCustomer(
  cast: Cast,
  kind: Row<'customers'>['kind'],
  { firstName, lastName }: Named,
  at: string,
  given: Partial<Row<'customers'>>,
) {
  const { rows, company, idAt } = cast;
  const name = `${firstName} ${lastName}`.trim();
  const row: Row<'customers'> = {
    id: idAt(at),
    companyId: company.id,
    number: ++company.customerNumber,
    kind,
    firstName,
    lastName,
    name,
    nameFolded: sortKey(`${lastName} ${firstName}`),
    status: 'active',
    address: addressIn('', 'vaise'),
    extra: '',
    options: {},
    externalId: null,
    ...notPutAway,
    createdAt: at,
    version: 1,
    ...given,
  };
  rows.customers.push(row);
  return row;
}

function addContact(
  cast: Cast,
  customer: Row<'customers'>,
  { firstName, lastName }: Named,
  given: { email: string; main: boolean; lang?: 'en' | undefined },
): Row<'contacts'> {
  const { rows, company, idAt, chance } = cast;
  const row: Row<'contacts'> = {
    id: idAt(customer.createdAt),
    companyId: company.id,
    customerId: customer.id,
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    email: given.email,
    emailFolded: fold(given.email),
    phone: `06 39 98 ${chance.int(11, 99)} ${chance.int(10, 99)}`,
    lang: given.lang ?? 'fr',
    main: given.main,
    rights: contactRight.options,
    externalId: null,
    ...notPutAway,
    createdAt: customer.createdAt,
    removedAt: null,
    version: 1,
  };
  rows.contacts.push(row);
  return row;
}

function addPlace(
  cast: Cast,
  customer: Row<'customers'>,
  contacts: Row<'contacts'>[],
  name: string,
  address: Row<'sites'>['address'],
  guardian?: string,
): void {
  const { rows, company, idAt, chance, places } = cast;
  const site: Row<'sites'> = {
    id: idAt(customer.createdAt),
    companyId: company.id,
    customerId: customer.id,
    name,
    nameFolded: sortKey(name),
    address,
    contact: guardian
      ? { name: guardian, phone: `06 39 98 ${chance.int(11, 99)} ${chance.int(10, 99)}`, email: '' }
      : null,
    externalId: null,
    ...notPutAway,
    createdAt: customer.createdAt,
    version: 1,
  };
  rows.sites.push(site);
  places.push({ customer, contacts, site, equipment: [] });
}

const mailOf = ({ firstName, lastName }: Named) =>
  `${fold(`${firstName}.${lastName}`).replace(/[^a-z.]+/g, '-')}@courriel.example`;

function addPerson(cast: Cast, person: Person, at: string): void {
  const { street, town, extra = '', status = 'active', partner, second, lang } = person;
  const address = addressIn(street, town);
  const customer = addCustomer(cast, 'person', person, at, { address, extra, status });
  const contacts = [addContact(cast, customer, person, { email: mailOf(person), main: true, lang })];
  if (partner) {
    const other = { firstName: partner, lastName: person.lastName };
    contacts.push(addContact(cast, customer, other, { email: mailOf(other), main: false }));
  }
  addPlace(cast, customer, contacts, second ? 'La maison' : 'Domicile', address);
  if (second) addPlace(cast, customer, contacts, second.name, addressIn(second.street, second.town));
}

function addOrganization(
  cast: Cast,
  { name, street, town, extra = '', contacts, sites }: Organization,
  at: string,
): void {
  const customer = addCustomer(cast, 'organization', { firstName: '', lastName: name }, at, {
    address: addressIn(street, town),
    extra,
    externalId: `ERP-${cast.company.customerNumber + 1}`,
  });
  const known = contacts.map((contact, index) =>
    addContact(cast, customer, contact, { email: contact.mail, main: index === 0 }),
  );
  for (const site of sites)
    addPlace(cast, customer, known, site.name, addressIn(site.street, site.town), site.guardian);
}

const pieces = 90;

/** One main piece for each place, then more for some, until there are ninety. */
function addEquipment(cast: Cast): void {
  const { places, chance } = cast;
  for (const place of places) install(cast, place, chance.pick(isBuilding(place) ? buildingModels : houseModels));
  // The first house shows what a portal looks like with several things in it.
  install(cast, places[0]!, extraModels[0]!);
  install(cast, places[0]!, extraModels[3]!);
  while (cast.rows.equipment.length < pieces) {
    const place = chance.pick(places);
    if (place.equipment.length < 3) install(cast, place, chance.pick(isBuilding(place) ? buildingModels : extraModels));
  }
}

const isBuilding = ({ customer }: Place): boolean => customer.kind === 'organization';

function install(
  { rows, company, idAt, chance, calendar }: Cast,
  place: Place,
  { kind, brand, model, family }: Model,
): void {
  const { customer, site } = place;
  const age = chance.int(200, 4000);
  const installedOn = calendar.at(-age, 12).slice(0, 10);
  const row: Row<'equipment'> = {
    id: idAt(customer.createdAt),
    companyId: company.id,
    customerId: customer.id,
    siteId: site.id,
    kind,
    kindFolded: sortKey(kind),
    brand,
    model,
    serialNumber: `${brand.slice(0, 2).toUpperCase()}${chance.int(10, 26)}-${chance.int(100_000, 999_999)}`,
    installedOn,
    warrantyUntil: calendar.at(730 - age, 12).slice(0, 10),
    externalId: null,
    ...notPutAway,
    createdAt: customer.createdAt,
    version: 1,
  };
  rows.equipment.push(row);
  place.equipment.push({ row, family });
}
