/** A believable company for stories and tests: heating and plumbing near Lyon. The same each time for the same `now`. */
import type { Contact, Customer, Equipment, Field, Link, Member, Site } from '../contract/index.ts';
import { sampleIntervention, sampleJobs, type Job } from './interventions.ts';
import { emptyWorld, idOf, type World } from './world.ts';

const hour = 3_600_000;
const day = 24 * hour;

const people: [string, string, Member['role'], Member['status']][] = [
  ['Karim', 'Benali', 'technician', 'active'],
  ['Hugo', 'Marchetti', 'technician', 'active'],
  ['Solène', 'Le Goff', 'office', 'active'],
  ['Thomas', 'Petit-Jean', 'technician', 'invited'],
];

/** First name (empty: an organization), name, street, postal code, city. */
const customers: [string, string, string, string, string][] = [
  ['Éléonore', 'Girard', '12 chemin des Balmes', '69160', 'Tassin-la-Demi-Lune'],
  ['', 'Habitat des Coteaux', '48 cours Émile-Zola', '69100', 'Villeurbanne'],
  ['', 'Le Bouchon des Tanneurs', '7 rue des Tanneurs', '69005', 'Lyon'],
  ['Marc', 'Lefèvre', '3 impasse du Lavoir', '69290', 'Craponne'],
  ['Nadia', 'Haddad', '21 rue de la République', '69600', 'Oullins-Pierre-Bénite'],
  ['Jean-Baptiste', 'de La Rochette', '2 montée du Château', '69210', 'Lentilly'],
  ['Inès', 'Moreau', '56 avenue Félix-Faure', '69003', 'Lyon'],
  ['', 'École des Quatre-Vents', '9 place de la Mairie', '69670', 'Vaugneray'],
  ['Œdipe', 'Castellane', '18 quai Rambaud', '69002', 'Lyon'],
  ['Paul', 'Nguyen', '5 rue du Onze-Novembre', '69126', 'Brindas'],
  ['Aïcha', 'Diallo', '33 route de Bordeaux', '69260', 'Charbonnières-les-Bains'],
  ['', 'Maison de retraite Les Tilleuls', '1 allée des Tilleuls', '69340', 'Francheville'],
];

/** Customer (its place above), name, street, postal code, city. */
const sites: [number, string, string, string, string][] = [
  [1, 'Maison de Tassin', '12 chemin des Balmes', '69160', 'Tassin-la-Demi-Lune'],
  [1, 'Appartement du Vieux Lyon', '27 rue Saint-Jean', '69005', 'Lyon'],
  [2, 'Résidence Les Acacias', '3 rue des Acacias', '69100', 'Villeurbanne'],
  [2, 'Résidence Bellevue', '110 route de Vienne', '69008', 'Lyon'],
  [2, 'Résidence du Parc', '14 boulevard des Brotteaux', '69006', 'Lyon'],
  [3, 'Restaurant', '7 rue des Tanneurs', '69005', 'Lyon'],
  [4, 'Maison', '3 impasse du Lavoir', '69290', 'Craponne'],
  [6, 'Château, aile nord', '2 montée du Château', '69210', 'Lentilly'],
  [8, 'École', '9 place de la Mairie', '69670', 'Vaugneray'],
  [12, 'Bâtiment A', '1 allée des Tilleuls', '69340', 'Francheville'],
];

/** Site, kind, brand, model, installed how many days ago. */
const equipment: [number, string, string, string, number][] = [
  [1, 'Chaudière gaz à condensation', 'Caléo', 'Naya 24', 1450],
  [1, 'Adoucisseur d’eau', 'Limpide', 'Duo 15', 620],
  [2, 'Chauffe-eau électrique', 'Sirius', 'Stéatis 200', 2300],
  [2, 'Sèche-serviettes', 'Sirius', 'Filo 500', 2300],
  [3, 'Chaufferie collective', 'Caléo', 'Modulo 120', 3100],
  [4, 'Pompe à chaleur air-eau', 'Borée', 'Altha 16', 410],
  [5, 'Chaufferie collective', 'Caléo', 'Modulo 90', 2750],
  [6, 'Chauffe-eau gaz', 'Vulca', 'Pro 80', 900],
  [7, 'Pompe à chaleur air-eau', 'Borée', 'Altha 11', 290],
  [8, 'Chaudière fioul', 'Vulca', 'Domaine 45', 5400],
  [9, 'Chaudière gaz à condensation', 'Caléo', 'Naya 35', 1900],
  [10, 'Ballon tampon', 'Limpide', 'Réserve 500', 1200],
];

const address = (line1: string, postalCode: string, city: string) => ({
  line1,
  line2: '',
  postalCode,
  city,
  country: 'FR',
});
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace('Œ', 'OE')
    .toLowerCase()
    .replace(/[^a-z]+/g, '-');

export interface SampleOptions {
  /** The moment that « demain » is told from; in stories that are photographed, a fixed one. */
  now?: Date;
}

export function sampleWorld({ now = new Date() }: SampleOptions = {}): World {
  const world = emptyWorld(new Date(now.getTime() - 700 * day));
  const at = (days: number) => new Date(now.getTime() + days * day).toISOString();
  world.company.branding.accent = '#0b6e5f';

  for (const [index, [firstName, lastName, role, status]] of people.entries()) {
    world.members.push({
      ...(world.members[0] as Member),
      id: idOf('member', index + 2),
      civility: role === 'office' ? 'mme' : 'm',
      firstName,
      lastName,
      name: `${firstName} ${lastName}`,
      email: `${plain(firstName)}@monts.example`,
      landline: '',
      mobile: `06 39 98 10 ${index + 12}`,
      role,
      status,
    });
  }
  world.customers = customers.map((row, index) => sampleCustomer(index + 1, row, at(-690 + index * 40)));
  world.sites = sites.map(([customer, name, line1, postalCode, city], index): Site => {
    const contact = world.customers[customer - 1]?.contacts[0];
    return {
      id: idOf('site', index + 1),
      customerId: idOf('customer', customer),
      name,
      address: address(line1, postalCode, city),
      contact: contact ? { name: contact.name, phone: contact.phone, email: contact.email } : null,
      archivedAt: null,
      externalId: null,
      version: 1,
    };
  });
  world.equipment = equipment.map(([site, kind, brand, model, age], index): Equipment => {
    const { id, name, customerId } = world.sites[site - 1] as Site;
    return {
      id: idOf('equipment', index + 1),
      customerId,
      site: { id, name },
      kind,
      brand,
      model,
      serialNumber: `${brand.slice(0, 2).toUpperCase()}-${40_127 + index * 811}`,
      installedOn: at(-age).slice(0, 10),
      warrantyUntil: at(730 - age).slice(0, 10),
      archivedAt: null,
      externalId: null,
      version: 1,
    };
  });
  world.fields = sampleFields();
  world.interventions = sampleJobs.map((job, index) => sampleIntervention(world, job, index + 1, now));
  world.links = sampleLinks(world, at);
  world.keys = [
    {
      id: idOf('key', 1),
      name: 'Facturation',
      prefix: 'pk_7Qd2',
      rights: ['see_all'],
      createdAt: at(-120),
      createdBy: 'Claire Vasseur',
      lastUsedAt: at(-0.02),
      revokedAt: null,
    },
  ];
  world.outbox = sampleOutbox(at);
  const [mainCustomer] = world.customers;
  if (mainCustomer) {
    mainCustomer.extra = 'Contrat d’entretien annuel « Sérénité » n° 2031, jusqu’au 31 mars.';
    mainCustomer.attachments = [
      {
        id: idOf('file', 1),
        name: 'Contrat d’entretien.pdf',
        mediaType: 'application/pdf',
        size: 182_340,
        width: null,
        height: null,
        createdAt: at(-300),
        url: 'data:application/pdf;base64,JVBERi0xLjQKJSVFT0YK',
        thumbnailUrl: null,
        can: [],
      },
    ];
  }
  return world;
}

/** The sample company with a customer who has had one intervention. */
export const singleWorld = (options?: SampleOptions): World => withJobs(options, () => 1);

/** The sample company with a customer who has had very many. */
export const largeWorld = (options?: SampleOptions & { interventions?: number }): World =>
  withJobs(options, () => options?.interventions ?? 10_000);

const withJobs = (options: SampleOptions = {}, count: () => number): World => {
  const now = options.now ?? new Date();
  const world = sampleWorld({ now });
  const jobs = sampleJobs.filter(({ customer }) => customer === 1);
  world.interventions = Array.from({ length: count() }, (_, index) => {
    const job = jobs[index % jobs.length] as Job;
    // Those that are still to come stay the most recent; the others go back, three a day.
    return sampleIntervention(
      world,
      index < jobs.length ? job : { ...job, days: -30 - index / 3, status: 'signed' },
      count() - index,
      now,
    );
  });
  return world;
};

function sampleCustomer(
  number: number,
  [firstName, lastName, line1, postalCode, city]: (typeof customers)[number],
  createdAt: string,
): Customer {
  const isPerson = firstName !== '';
  const contact = (index: number, first: string, last: string): Contact => ({
    id: idOf('contact', number * 10 + index),
    customerId: idOf('customer', number),
    firstName: first,
    lastName: last,
    name: `${first} ${last}`,
    email: `${plain(first)}.${plain(last)}@courriel.example`,
    phone: `06 39 98 ${String(20 + number)} 0${index}`,
    lang: 'fr',
    main: index === 1,
    rights: ['create', 'validate', 'see_commercial'],
    externalId: null,
    version: 1,
  });
  const contacts = isPerson
    ? [contact(1, firstName, lastName)]
    : [contact(1, 'Sabine', 'Roux'), contact(2, 'Olivier', 'Chapuis')];
  return {
    id: idOf('customer', number),
    number: 1000 + number,
    kind: isPerson ? 'person' : 'organization',
    name: isPerson ? `${firstName} ${lastName}` : lastName,
    status: number === 11 ? 'prospect' : 'active',
    address: address(line1, postalCode, city),
    createdAt,
    firstName,
    lastName,
    extra: '',
    options: {},
    contacts,
    attachments: [],
    archivedAt: null,
    externalId: null,
    version: 1,
  };
}

const sampleFields = (): Field[] => [
  {
    id: idOf('field', 1),
    label: { fr: 'Digicode, étage', en: 'Door code, floor' },
    kind: 'text',
    required: false,
    choices: [],
    position: 1,
    active: true,
    version: 1,
  },
  {
    id: idOf('field', 2),
    label: { fr: 'Moment préféré', en: 'Preferred time' },
    kind: 'choice',
    required: false,
    choices: [
      { key: 'matin', label: { fr: 'Le matin', en: 'Morning' } },
      { key: 'apres-midi', label: { fr: 'L’après-midi', en: 'Afternoon' } },
      { key: 'indifferent', label: { fr: 'Indifférent', en: 'Any time' } },
    ],
    position: 2,
    active: true,
    version: 1,
  },
  {
    id: idOf('field', 3),
    label: { fr: 'Surface chauffée (m²)', en: 'Heated area (m²)' },
    kind: 'number',
    required: false,
    choices: [],
    position: 3,
    active: true,
    version: 1,
  },
  {
    id: idOf('field', 4),
    label: { fr: 'Premier jour de la panne', en: 'First day of the fault' },
    kind: 'date',
    required: false,
    choices: [],
    position: 4,
    active: true,
    version: 1,
  },
];

/** Links of the first customer's contact: 1 customer, 2 site, 3 intervention, 4 expired, 5 revoked. */
function sampleLinks(world: World, at: (days: number) => string): Link[] {
  const [customer] = world.customers;
  const contact = customer?.contacts[0];
  const site = world.sites[0];
  const job = world.interventions[0];
  if (!customer || !contact || !site || !job) return [];
  const scopes: [Link['scope'], Link['status']][] = [
    [{ kind: 'customer', id: customer.id, label: customer.name }, 'active'],
    [{ kind: 'site', id: site.id, label: site.name }, 'active'],
    [{ kind: 'intervention', id: job.id, label: String(job.number) }, 'active'],
    [{ kind: 'customer', id: customer.id, label: customer.name }, 'expired'],
    [{ kind: 'customer', id: customer.id, label: customer.name }, 'revoked'],
  ];
  return scopes.map(([scope, status], index) => ({
    id: idOf('link', index + 1),
    customer: { id: customer.id, name: customer.name },
    contact: { id: contact.id, name: contact.name },
    stakeholder: null,
    scope,
    delivery: index % 2 ? 'mail' : 'copy',
    createdAt: at(-20 - index * 50),
    createdBy: 'Claire Vasseur',
    expiresAt: at(status === 'expired' ? -40 : 160 - index * 10),
    lastUsedAt: index < 2 ? at(-1 - index) : null,
    revokedAt: status === 'revoked' ? at(-10) : null,
    status,
  }));
}

const sampleOutbox = (at: (days: number) => string): World['outbox'] => [
  {
    id: idOf('mail', 1),
    kind: 'link',
    to: 'eleonore.girard@courriel.example',
    subject: 'Votre espace chez Atelier des Monts',
    status: 'sent',
    attempts: 1,
    createdAt: at(-20),
    nextAttemptAt: null,
    sentAt: at(-20),
    lastError: null,
    text: 'Bonjour Éléonore Girard,\n\nVotre espace : https://parvis.example/p#••••••\n\nAtelier des Monts',
  },
  {
    id: idOf('mail', 2),
    kind: 'intervention_requested',
    to: 'claire@monts.example',
    subject: 'Nouvelle demande : Éléonore Girard',
    status: 'waiting',
    attempts: 2,
    createdAt: at(-0.1),
    nextAttemptAt: at(0.01),
    sentAt: null,
    lastError: '421 Service not available, try again later',
    text: 'Éléonore Girard demande une intervention.',
  },
  {
    id: idOf('mail', 3),
    kind: 'invitation',
    to: 'thomas@monts.example',
    subject: 'Choisissez votre mot de passe',
    status: 'failed',
    attempts: 9,
    createdAt: at(-3),
    nextAttemptAt: null,
    sentAt: null,
    lastError: '550 Mailbox unavailable',
    text: 'Bonjour Thomas,\n\nChoisissez votre mot de passe : https://parvis.example/desk#••••••',
  },
];
