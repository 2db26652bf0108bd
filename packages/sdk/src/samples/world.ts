/** A company's whole data, in the shapes of the wire. */
import type {
  Company,
  Customer,
  Equipment,
  Field,
  Intervention,
  Key,
  Link,
  Member,
  OutboxMail,
  PortalPart,
  Site,
} from '../contract/index.ts';

export interface World {
  company: Company;
  members: Member[];
  customers: Customer[];
  sites: Site[];
  equipment: Equipment[];
  interventions: Intervention[];
  fields: Field[];
  links: Link[];
  keys: Key[];
  outbox: (OutboxMail & { text: string })[];
}

const kinds = [
  'company',
  'member',
  'customer',
  'contact',
  'site',
  'equipment',
  'intervention',
  'field',
  'file',
  'link',
  'key',
  'mail',
  'session',
  'dossier',
  'message',
  'stakeholder',
] as const;

/** A readable id of the right form (UUIDv7) that is the same each time: the kind, then a number. */
export const idOf = (kind: (typeof kinds)[number], number: number): string =>
  `01900000-${String(kinds.indexOf(kind) + 1).padStart(4, '0')}-7000-8000-${number.toString(16).padStart(12, '0')}`;

const parts: readonly PortalPart[] = [
  'creation',
  'sites',
  'equipment',
  'documents',
  'commercial',
  'gallery',
  'messages',
  'timeline',
  'surveys',
  'dossierCreation',
];

/** A company that has just signed up: one administrator, nothing else. Signs in as `claire@monts.example`, `parvis`. */
export const emptyWorld = (now = new Date()): World => ({
  company: {
    id: idOf('company', 1),
    name: 'Atelier des Monts',
    phone: '04 65 71 20 10',
    email: 'bonjour@monts.example',
    address: { line1: '2 quai des Forges', line2: '', postalCode: '69009', city: 'Lyon', country: 'FR' },
    logo: { light: null, dark: null },
    lang: 'fr',
    timeZone: 'Europe/Paris',
    branding: { accent: null, surface: null, text: null, radius: null },
    options: Object.fromEntries(parts.map((part) => [part, true])) as Company['options'],
    types: [
      { key: 'depannage', label: { fr: 'Dépannage', en: 'Repair' } },
      { key: 'entretien', label: { fr: 'Entretien', en: 'Servicing' } },
      { key: 'installation', label: { fr: 'Installation', en: 'Installation' } },
      { key: 'visite', label: { fr: 'Visite technique', en: 'Technical visit' } },
    ],
    allowedOrigins: ['https://www.monts.example'],
    linkDays: 180,
    portalUrl: null,
    version: 1,
  },
  members: [
    {
      id: idOf('member', 1),
      civility: 'mme',
      firstName: 'Claire',
      lastName: 'Vasseur',
      name: 'Claire Vasseur',
      email: 'claire@monts.example',
      landline: '04 65 71 20 11',
      mobile: '06 39 98 10 11',
      role: 'admin',
      rights: {},
      lang: 'fr',
      status: 'active',
      createdAt: now.toISOString(),
      version: 1,
    },
  ],
  customers: [],
  sites: [],
  equipment: [],
  interventions: [],
  fields: [],
  links: [],
  keys: [],
  outbox: [],
});
