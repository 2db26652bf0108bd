/** One valid object of each named shape of the contract, for stubs: `samples.Portal`, `samples.Intervention` … */
import type {
  Address,
  Api,
  Binned,
  Branding,
  Change,
  ChangeKind,
  Company,
  CompanyCard,
  Contact,
  ContactDetails,
  Customer,
  CustomerSummary,
  Dossier,
  Equipment,
  Field,
  FieldCode,
  File,
  FoundGroup,
  Intervention,
  InterventionStatus,
  InterventionSummary,
  Key,
  Link,
  Logo,
  Member,
  Message,
  Notifications,
  OutboxMail,
  Portal,
  Problem,
  ProblemCode,
  Ref,
  Reply,
  Scope,
  Session,
  Site,
  Stakeholder,
  Viewer,
} from '../contract/index.ts';
import { sampleWorld } from './company.ts';
import { idOf } from './world.ts';

type BatchReply = Reply<Api['POST /sites/batch']>;
type RowResult = BatchReply['results'][number];

const world = sampleWorld({ now: new Date('2026-03-02T09:00:00.000Z') });
const { company, members, customers, sites, equipment, fields, interventions, links, keys, outbox } = world;

const member = members[0]!;
const customer = customers[0]!;
const contact = customer.contacts[0]!;
const site = sites[0]!;
const field = fields[1]!;
/** One with photographs. */
const intervention = interventions[1]!;
const file = intervention.files[0]!;
const at = intervention.createdAt;

const { firstName: _, lastName: __, extra, options: ___, contacts: ____, attachments, ...customerRest } = customer;
const { archivedAt: _______, externalId: _____, version: ______, ...customerSummary } = customerRest;

const interventionSummary: InterventionSummary = {
  id: intervention.id,
  number: intervention.number,
  type: intervention.type,
  description: intervention.description,
  status: intervention.status,
  date: intervention.date,
  windowStart: intervention.windowStart,
  windowEnd: intervention.windowEnd,
  customerId: intervention.customerId,
  customerName: intervention.customerName,
  siteId: intervention.siteId,
  siteName: intervention.siteName,
  equipmentId: intervention.equipmentId,
  dossierId: intervention.dossierId,
  assigneeId: intervention.assigneeId,
  createdAt: intervention.createdAt,
  incomplete: intervention.incomplete,
  rescheduleRequested: intervention.rescheduleRequested,
};
const scope: Scope = { kind: 'customer', id: customer.id };
const viewer: Viewer = {
  kind: 'contact',
  id: contact.id,
  name: contact.name,
  lang: contact.lang,
  customerId: customer.id,
  rights: contact.rights,
  scope,
  preview: false,
};
const contactDetails: ContactDetails = { name: contact.name, phone: contact.phone, email: contact.email };
const card: CompanyCard = {
  id: company.id,
  name: company.name,
  phone: company.phone,
  email: company.email,
  address: company.address,
  branding: company.branding,
  logo: company.logo,
};
const portal: Portal = {
  company: {
    ...card,
    timeZone: company.timeZone,
    types: company.types,
  },
  scope,
  customer: {
    id: customer.id,
    number: customer.number,
    name: customer.name,
    address: customer.address,
    extra,
    attachments,
  },
  contact: { id: contact.id, ...contactDetails },
  options: company.options,
  counts: { interventions: 10, open: 5, sites: 2, equipment: 4, dossiers: 1 },
  next: {
    ...interventionSummary,
    address: intervention.address,
    assignee: intervention.assignee,
    calendarUrl: intervention.calendarUrl,
    can: intervention.can,
    rescheduleOutcome: null,
  },
  fields,
  prefill: { siteId: null, siteName: null, equipmentId: null, address: customer.address, contact: contactDetails },
  preview: false,
  can: ['create_intervention'],
};
const rowResult: RowResult = {
  index: 0,
  externalId: 'ERP-1042',
  outcome: 'created',
  id: intervention.id,
  missing: [],
  problem: null,
};

const dossier: Dossier = {
  id: idOf('dossier', 1),
  number: 1,
  name: 'Chaufferie du Clos des Pins',
  status: 'open',
  startsOn: '2026-03-09',
  reference: null,
  customers: [{ id: customer.id, name: customer.name, reference: 'BC 2417' }],
  can: ['write', 'add_file', 'edit', 'close'],
  createdAt: at,
  version: 1,
};

const stakeholder: Stakeholder = {
  id: idOf('stakeholder', 1),
  dossierId: dossier.id,
  name: 'Inès Morel',
  email: 'ines.morel@architecte.example',
  role: 'Architecte',
  reference: 'Lot 7',
  lang: 'fr',
  createdAt: at,
  version: 1,
};

interface Samples {
  Address: Address;
  BatchReply: BatchReply;
  Binned: Binned;
  Branding: Branding;
  Change: Change;
  ChangeKind: ChangeKind;
  Company: Company;
  CompanyCard: CompanyCard;
  Contact: Contact;
  ContactDetails: ContactDetails;
  Customer: Customer;
  CustomerSummary: CustomerSummary;
  Dossier: Dossier;
  Equipment: Equipment;
  Field: Field;
  FieldCode: FieldCode;
  File: File;
  FoundGroup: FoundGroup;
  Intervention: Intervention;
  InterventionStatus: InterventionStatus;
  InterventionSummary: InterventionSummary;
  Key: Key;
  Link: Link;
  Logo: Logo;
  Member: Member;
  Message: Message;
  Notifications: Notifications;
  OutboxMail: OutboxMail;
  Portal: Portal;
  Problem: Problem;
  ProblemCode: ProblemCode;
  Ref: Ref;
  RowResult: RowResult;
  Scope: Scope;
  Session: Session;
  Site: Site;
  Stakeholder: Stakeholder;
  Viewer: Viewer;
}

export const samples: Samples = {
  Address: customer.address,
  BatchReply: { results: [rowResult] },
  Binned: {
    kind: 'site',
    id: site.id,
    number: null,
    name: site.name,
    customerName: customer.name,
    binnedAt: at,
    binnedBy: member.name,
    version: 2,
  },
  Branding: company.branding,
  Change: {
    kind: 'intervention.moved',
    at,
    subject: { type: 'intervention', id: intervention.id },
    fields: ['status'],
    position: '42',
  },
  ChangeKind: 'intervention.moved',
  Company: company,
  CompanyCard: card,
  Contact: contact,
  ContactDetails: contactDetails,
  Customer: customer,
  CustomerSummary: customerSummary,
  Dossier: dossier,
  Equipment: equipment[0]!,
  Field: field,
  FieldCode: 'required',
  File: file,
  FoundGroup: {
    kind: 'site',
    items: [
      {
        id: site.id,
        name: site.name,
        customerId: customer.id,
        customerName: customer.name,
        address: site.address,
        contact: site.contact,
      },
    ],
    more: false,
  },
  Intervention: intervention,
  InterventionStatus: 'scheduled',
  InterventionSummary: interventionSummary,
  Key: keys[0]!,
  Link: links[0]!,
  Logo: { url: `/v1/companies/${company.id}/logos/${idOf('file', 9)}`, width: 640, height: 180 },
  Member: member,
  Message: {
    id: idOf('message', 1),
    dossierId: idOf('dossier', 1),
    body: 'Bonjour, les radiateurs arrivent jeudi : pouvons-nous passer vers 9 h ?',
    files: [],
    author: { kind: 'member', name: member.firstName, isMe: false },
    createdAt: at,
    editedAt: null,
    withdrawnAt: null,
    can: [],
    canUntil: null,
    version: 1,
  },
  Notifications: { messages: 'all' },
  OutboxMail: (({ text: _text, ...mail }) => mail)(outbox[0]!),
  Portal: portal,
  Problem: {
    type: 'urn:parvis:problem:invalid',
    title: 'Some fields are not valid',
    status: 422,
    code: 'invalid',
    errors: [{ field: 'description', code: 'required' }],
  },
  ProblemCode: 'invalid',
  Ref: { id: site.id, name: site.name },
  RowResult: rowResult,
  Scope: scope,
  Session: {
    id: `${company.id}.${idOf('session', 1)}`,
    accessToken: 'eyJhbGciOiJFZERTQSJ9.eyJzYW1wbGUiOnRydWV9.c2lnbmF0dXJl',
    expiresAt: '2026-03-02T09:15:00.000Z',
    viewer,
    company: { id: company.id, name: company.name },
    position: '42',
  },
  Site: site,
  Stakeholder: stakeholder,
  Viewer: viewer,
};
