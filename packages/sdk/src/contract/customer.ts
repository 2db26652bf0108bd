/** Customers and their contacts. */
import * as z from 'zod';
import {
  address,
  archived,
  batchReply,
  email,
  externalId,
  filled,
  id,
  instant,
  lang,
  page,
  paging,
  phone,
  putAway,
  rows,
  search,
  text,
} from './common.ts';
import { portalOverrides } from './company.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { file } from './file.ts';
import { contactRight } from './session.ts';

export const customerKind = z.enum(['person', 'organization']);
export const customerStatus = z.enum(['prospect', 'active']);
export type CustomerStatus = z.infer<typeof customerStatus>;

export const contact = z
  .object({
    id,
    customerId: id,
    firstName: z.string(),
    lastName: z.string(),
    name: z.string(),
    email: z.string(),
    phone: z.string(),
    lang,
    /** The one to whom links are sent first. */
    main: z.boolean(),
    rights: z.array(contactRight),
    externalId: z.string().nullable(),
    version: z.number().int(),
  })
  .register(components, { id: 'Contact' });
export type Contact = z.infer<typeof contact>;

const contactRights = z.array(contactRight).max(contactRight.options.length);

const contactFields = {
  firstName: text(80).default(''),
  lastName: filled(80),
  email: email.or(z.literal('')).default(''),
  phone: phone.default(''),
  lang: lang.optional(),
  main: z.boolean().default(false),
  rights: contactRights.default([...contactRight.options]),
  externalId: externalId.nullable().optional(),
};

export const customerSummary = z
  .object({
    id,
    /** Printed on the company's papers; people say it on the phone. */
    number: z.number().int(),
    kind: customerKind,
    name: z.string(),
    status: customerStatus,
    address,
    createdAt: instant,
  })
  .register(components, { id: 'CustomerSummary' });
export type CustomerSummary = z.infer<typeof customerSummary>;

export const customer = customerSummary
  .extend({
    firstName: z.string(),
    lastName: z.string(),
    /** Shown to the customer at the head of the portal. */
    extra: z.string(),
    options: portalOverrides,
    archivedAt: instant.nullable(),
    contacts: z.array(contact),
    attachments: z.array(file),
    externalId: z.string().nullable(),
    version: z.number().int(),
  })
  .register(components, { id: 'Customer' });
export type Customer = z.infer<typeof customer>;

const customerFields = {
  kind: customerKind.default('person'),
  /** Of a person; empty for an organization. */
  firstName: text(80).default(''),
  /** Last name of a person, name of an organization. */
  lastName: filled(160),
  status: customerStatus.default('active'),
  address,
  extra: text(4000).default(''),
  externalId: externalId.nullable().optional(),
};

/** The same fields, each optional and without default: what a change names is changed, the rest stays. */
const customerChange = z.strictObject({
  kind: customerKind.optional(),
  firstName: text(80).optional(),
  lastName: filled(160).optional(),
  status: customerStatus.optional(),
  address: address.optional(),
  extra: text(4000).optional(),
  externalId: externalId.nullable().optional(),
  options: portalOverrides.optional(),
  ...putAway,
});

const contactChange = z.strictObject({
  firstName: text(80).optional(),
  lastName: filled(80).optional(),
  email: email.or(z.literal('')).optional(),
  phone: phone.optional(),
  lang: lang.optional(),
  main: z.boolean().optional(),
  rights: contactRights.optional(),
  externalId: externalId.nullable().optional(),
});

/** Bulk rows: `externalId` decides whether the row creates or updates; what a row leaves out stays. */
const customerRow = customerChange.omit({ options: true, archived: true, binned: true }).extend({ externalId });
const contactRow = contactChange.extend({ externalId, customerExternalId: externalId });

export const customerApi = {
  'GET /customers': {
    summary:
      'Customers: by number, or the start of any word of name, address, contacts, their e-mails and telephone numbers; sorted by name or number. Archived ones by `archived=true`, or by their `externalId`.',
    problems: ['unsupported-order'],
    query: z.object({
      ...paging,
      q: search.optional(),
      status: customerStatus.optional(),
      archived,
      /** The one that bears your identifier. */
      externalId: externalId.optional(),
      sort: z.enum(['name', 'number']).default('name'),
      order: z.enum(['asc', 'desc']).default('asc'),
    }),
    reply: page(customerSummary),
  },
  'POST /customers': {
    summary: 'Adds a customer, with a first contact if given.',
    status: 201,
    body: z.strictObject({ ...customerFields, contact: z.strictObject(contactFields).optional() }),
    reply: customer,
  },
  'GET /customers/:customerId': { summary: 'One customer with contacts and attachments.', reply: customer },
  'PATCH /customers/:customerId': {
    summary:
      'Changes a customer, or what the portal shows to this one; archives it, or puts it into the bin with its sites, equipment and interventions, or takes it back.',
    problems: ['in-bin'],
    ifMatch: true,
    body: customerChange,
    reply: customer,
  },
  'POST /customers/batch': {
    summary: 'Writes up to 500 customers.',
    body: rows(customerRow),
    batch: customerRow,
    reply: batchReply,
  },
  'POST /customers/:customerId/contacts': {
    summary:
      'Adds a contact, with every right unless `rights` names them; a customer has 200 at most (409 `limit-reached`).',
    problems: ['limit-reached', 'in-bin'],
    status: 201,
    body: z.strictObject(contactFields),
    reply: contact,
  },
  'PATCH /contacts/:contactId': {
    summary:
      'Changes a contact. A changed e-mail address ends the links sent to the old one; changed rights hold from then on in what is open already.',
    ifMatch: true,
    body: contactChange,
    reply: contact,
  },
  'DELETE /contacts/:contactId': {
    summary: 'Removes a contact; their links and sessions end at once.',
    reply: null,
  },
  'POST /contacts/batch': {
    summary: 'Writes up to 500 contacts.',
    body: rows(contactRow),
    batch: contactRow,
    reply: batchReply,
  },
  'POST /customers/:customerId/attachments': {
    summary:
      'Attaches uploaded files to a customer, who has 50 at most (409 `limit-reached`); they show at the head of the portal.',
    problems: ['limit-reached', 'in-bin'],
    status: 201,
    body: z.strictObject({ fileIds: z.array(id).min(1).max(10) }),
    reply: z.object({ items: z.array(file) }),
  },
} satisfies Record<Route, Endpoint>;
