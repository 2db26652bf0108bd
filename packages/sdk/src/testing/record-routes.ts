/** Customers, contacts, sites and equipment. */
import type { Contact, Customer, CustomerSummary, Equipment, Site } from '../contract/index.ts';
import { claim } from './file-routes.ts';
import { refusedRow } from './intervention-routes.ts';
import {
  append,
  changed,
  found,
  invalid,
  matches,
  paged,
  without,
  type Asker,
  type Handlers,
  type State,
} from './state.ts';

const customerSummary = ({ id, number, kind, name, status, address, createdAt }: Customer): CustomerSummary => ({
  id,
  number,
  kind,
  name,
  status,
  address,
  createdAt,
});
const fullName = ({ firstName = '', lastName = '' }: { firstName?: string; lastName?: string }) =>
  `${firstName} ${lastName}`.trim();
const whole = <A extends object>(address: A) => ({ line2: '', country: 'FR', ...address });
const reached = <C extends object>(contact: C | null) => contact && { phone: '', email: '', ...contact };

const customerOf = (state: State, id: string) => found(state.world.customers.find((each) => each.id === id));
const customerNamed = (state: State, id: string | undefined, field: string) => {
  const customer = state.world.customers.find((each) => each.id === id);
  if (!customer) throw invalid(field, 'unknown-reference');
  return customer;
};
const contactOf = (state: State, id: string) =>
  found(state.world.customers.flatMap(({ contacts }) => contacts).find((each) => each.id === id));

const about = (customerId: string, siteId: string | null = null) => ({ customerId, siteId, assigneeId: null });

const inScope = (asker: Asker, customerId: string, siteId: string | null) =>
  asker.kind !== 'contact' ||
  (asker.customerId === customerId && (asker.scope.kind === 'customer' || asker.scope.id === siteId));

/** A new contact; the first of a customer, or one that says so, is the main one. */
function addContact(state: State, customer: Customer, given: Partial<Contact>): Contact {
  const { firstName = '', lastName = '', email = '', phone = '', lang, main = false, externalId } = given;
  if (!lastName.trim()) throw invalid('lastName', 'required');
  const contact: Contact = {
    id: state.newId('contact'),
    customerId: customer.id,
    firstName,
    lastName,
    name: fullName({ firstName, lastName }),
    email,
    phone,
    lang: lang ?? state.world.company.lang,
    main: main || customer.contacts.length === 0,
    externalId: externalId ?? null,
    version: 1,
  };
  if (main) for (const other of customer.contacts) other.main = false;
  customer.contacts.push(contact);
  return contact;
}

/** Rows by their `externalId`: what is known is changed, the rest added. */
const batch = <Row extends { externalId: string }, T extends { id: string; externalId: string | null }>(
  state: State,
  rows: Row[],
  known: (state: State) => T[],
  change: (thing: T, row: Row) => void,
  add: (row: Row) => T | Promise<unknown>,
) => ({
  results: rows.map((row, index) => {
    const { externalId } = row;
    const thing = known(state).find((each) => each.externalId === externalId);
    const answer = { index, externalId, id: thing?.id ?? null, problem: null };
    try {
      if (!thing) {
        void add(row);
        const id = known(state).find((each) => each.externalId === externalId)?.id ?? null;
        return { ...answer, id, outcome: 'created' as const };
      }
      const before = JSON.stringify({ ...thing, version: 0 });
      change(thing, row);
      const same = JSON.stringify({ ...thing, version: 0 }) === before;
      return { ...answer, outcome: same ? ('unchanged' as const) : ('updated' as const) };
    } catch (error) {
      return { ...answer, ...refusedRow(error) };
    }
  }),
});
const byExternalId = <T extends { externalId: string | null; id: string }>(things: T[], externalId?: string | null) =>
  externalId ? things.find((each) => each.externalId === externalId)?.id : undefined;

const customerRoutes: Handlers<
  | 'GET /customers'
  | 'POST /customers'
  | 'GET /customers/:customerId'
  | 'PATCH /customers/:customerId'
  | 'POST /customers/batch'
  | 'POST /customers/:customerId/attachments'
> = {
  'GET /customers': ({ state, input }) => {
    const { q, status, sort = 'name', order = 'asc' } = input;
    const way = order === 'asc' ? 1 : -1;
    const customers = state.world.customers
      .filter(
        (each) =>
          (status ? each.status === status : each.status !== 'binned') && (!q || matches(q, each.number, each.name)),
      )
      .toSorted((a, b) => way * (sort === 'number' ? a.number - b.number : a.name.localeCompare(b.name, 'fr')));
    const { items, next } = paged(customers, input);
    return { items: items.map(customerSummary), next };
  },
  'POST /customers': ({ state, asker, input }) => {
    const {
      kind = 'person',
      firstName = '',
      lastName,
      status = 'active',
      address,
      extra = '',
      externalId,
      contact,
    } = input;
    if (!lastName?.trim()) throw invalid('lastName', 'required');
    const customer: Customer = {
      id: state.newId('customer'),
      number: Math.max(1000, ...state.world.customers.map(({ number }) => number)) + 1,
      kind,
      name: fullName({ firstName, lastName }),
      status,
      address: whole(address),
      createdAt: state.now(),
      firstName,
      lastName,
      extra,
      options: {},
      contacts: [],
      attachments: [],
      externalId: externalId ?? null,
      version: 1,
    };
    if (contact) addContact(state, customer, contact);
    state.world.customers.push(customer);
    append(state, asker.id, 'customer.created', customer.id, about(customer.id));
    return customer;
  },
  'GET /customers/:customerId': ({ state, id }) => customerOf(state, id),
  'PATCH /customers/:customerId': ({ state, asker, id, input, ifMatch }) => {
    const { address, ...plain } = input;
    const before = customerOf(state, id);
    const options = { ...before.options, ...input.options };
    const customer = changed(before, ifMatch, { ...plain, options, ...(address && { address: whole(address) }) });
    customer.name = fullName(customer);
    append(state, asker.id, 'customer.changed', id, about(id), Object.keys(input));
    return customer;
  },
  'POST /customers/batch': ({ state, asker, input }) =>
    batch(
      state,
      input.rows,
      ({ world }) => world.customers,
      (customer, { address, ...row }) => {
        Object.assign(customer, row, address && { address: whole(address) });
        customer.name = fullName(customer);
      },
      ({ lastName = '', address, ...row }) => {
        if (!address) throw invalid('address', 'required');
        const ask = { state, asker, id: '', token: '', ifMatch: 0, content: null, query: new URLSearchParams() };
        return customerRoutes['POST /customers']({ ...ask, input: { ...row, lastName, address } });
      },
    ),
  'POST /customers/:customerId/attachments': ({ state, asker, id, input }) => {
    const customer = customerOf(state, id);
    const items = claim(state, asker, input.fileIds);
    customer.attachments.push(...items);
    append(state, asker.id, 'customer.changed', id, about(id), ['attachments']);
    return { items };
  },
};

const contactRoutes: Handlers<
  | 'POST /customers/:customerId/contacts'
  | 'PATCH /contacts/:contactId'
  | 'DELETE /contacts/:contactId'
  | 'POST /contacts/batch'
> = {
  'POST /customers/:customerId/contacts': ({ state, asker, id, input }) => {
    const contact = addContact(state, customerOf(state, id), input);
    append(state, asker.id, 'contact.created', contact.id, about(id));
    return contact;
  },
  'PATCH /contacts/:contactId': ({ state, asker, id, input, ifMatch }) => {
    const contact = changed(contactOf(state, id), ifMatch, input);
    contact.name = fullName(contact);
    if (input.main)
      for (const other of customerOf(state, contact.customerId).contacts) if (other !== contact) other.main = false;
    append(state, asker.id, 'contact.changed', id, about(contact.customerId), Object.keys(input));
    return contact;
  },
  'DELETE /contacts/:contactId': ({ state, asker, id }) => {
    const customer = customerOf(state, contactOf(state, id).customerId);
    customer.contacts = customer.contacts.filter((contact) => contact.id !== id);
    for (const [token, open] of state.sessions) if (open.asker.id === id) state.sessions.delete(token);
    append(state, asker.id, 'contact.removed', id, about(customer.id));
    return undefined;
  },
  'POST /contacts/batch': ({ state, input }) =>
    batch(
      state,
      input.rows,
      ({ world }) => world.customers.flatMap(({ contacts }) => contacts),
      (contact, row) => {
        Object.assign(contact, without(row, 'customerExternalId'));
        contact.name = fullName(contact);
      },
      ({ customerExternalId, ...row }) =>
        addContact(
          state,
          customerNamed(state, byExternalId(state.world.customers, customerExternalId), 'customerExternalId'),
          row as Partial<Contact>,
        ),
    ),
};

const siteRoutes: Handlers<
  'GET /sites' | 'POST /sites' | 'GET /sites/:siteId' | 'PATCH /sites/:siteId' | 'POST /sites/batch'
> = {
  'GET /sites': ({ state, asker, input }) =>
    paged(
      state.world.sites
        .filter(
          (site) =>
            inScope(asker, site.customerId, site.id) && (!input.customerId || site.customerId === input.customerId),
        )
        .toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
      input,
    ),
  'POST /sites': ({ state, asker, input }) => {
    const customer = customerNamed(state, input.customerId, 'customerId');
    if (!input.name.trim()) throw invalid('name', 'required');
    const site: Site = {
      id: state.newId('site'),
      customerId: customer.id,
      name: input.name,
      address: whole(input.address),
      contact: reached(input.contact ?? null),
      externalId: input.externalId ?? null,
      version: 1,
    };
    state.world.sites.push(site);
    append(state, asker.id, 'site.created', site.id, about(customer.id, site.id));
    return site;
  },
  'GET /sites/:siteId': ({ state, asker, id }) =>
    found(state.world.sites.find((site) => site.id === id && inScope(asker, site.customerId, site.id))),
  'PATCH /sites/:siteId': ({ state, asker, id, input, ifMatch }) => {
    const { address, contact, ...plain } = input;
    const site = changed(
      state.world.sites.find((each) => each.id === id),
      ifMatch,
      {
        ...plain,
        ...(address && { address: whole(address) }),
        ...(contact !== undefined && { contact: reached(contact) }),
      },
    );
    append(state, asker.id, 'site.changed', id, about(site.customerId, id), Object.keys(input));
    return site;
  },
  'POST /sites/batch': ({ state, asker, input }) =>
    batch(
      state,
      input.rows,
      ({ world }) => world.sites,
      (site, { address, contact, ...row }) => {
        Object.assign(
          site,
          without(row, 'customerExternalId'),
          address && { address: whole(address) },
          contact && { contact: reached(contact) },
        );
      },
      ({ customerExternalId, name = '', address, ...row }) => {
        if (!address) throw invalid('address', 'required');
        const customer = customerNamed(
          state,
          byExternalId(state.world.customers, customerExternalId),
          'customerExternalId',
        );
        const ask = { state, asker, id: '', token: '', ifMatch: 0, content: null, query: new URLSearchParams() };
        return siteRoutes['POST /sites']({ ...ask, input: { ...row, customerId: customer.id, name, address } });
      },
    ),
};

const equipmentRoutes: Handlers<
  | 'GET /equipment'
  | 'POST /equipment'
  | 'GET /equipment/:equipmentId'
  | 'PATCH /equipment/:equipmentId'
  | 'POST /equipment/batch'
> = {
  'GET /equipment': ({ state, asker, input }) =>
    paged(
      state.world.equipment
        .filter(
          (piece) =>
            inScope(asker, piece.customerId, piece.site?.id ?? null) &&
            (!input.customerId || piece.customerId === input.customerId) &&
            (!input.siteId || piece.site?.id === input.siteId),
        )
        .toSorted((a, b) => a.kind.localeCompare(b.kind, 'fr')),
      input,
    ),
  'POST /equipment': ({ state, asker, input }) => {
    const customer = customerNamed(state, input.customerId, 'customerId');
    if (!input.kind.trim()) throw invalid('kind', 'required');
    const { brand = '', model = '', serialNumber = '', installedOn = null, warrantyUntil = null } = input;
    const piece: Equipment = {
      id: state.newId('equipment'),
      customerId: customer.id,
      site: siteRef(state, input.siteId ?? null),
      kind: input.kind,
      brand,
      model,
      serialNumber,
      installedOn,
      warrantyUntil,
      externalId: input.externalId ?? null,
      version: 1,
    };
    state.world.equipment.push(piece);
    append(state, asker.id, 'equipment.created', piece.id, about(customer.id, piece.site?.id));
    return piece;
  },
  'GET /equipment/:equipmentId': ({ state, asker, id }) =>
    found(
      state.world.equipment.find((each) => each.id === id && inScope(asker, each.customerId, each.site?.id ?? null)),
    ),
  'PATCH /equipment/:equipmentId': ({ state, asker, id, input, ifMatch }) => {
    const { siteId, ...plain } = input;
    const piece = changed(
      state.world.equipment.find((each) => each.id === id),
      ifMatch,
      { ...plain, ...(siteId !== undefined && { site: siteRef(state, siteId) }) },
    );
    append(state, asker.id, 'equipment.changed', id, about(piece.customerId, piece.site?.id), Object.keys(input));
    return piece;
  },
  'POST /equipment/batch': ({ state, asker, input }) =>
    batch(
      state,
      input.rows,
      ({ world }) => world.equipment,
      (piece, { siteExternalId, ...row }) => {
        const siteId = byExternalId(state.world.sites, siteExternalId);
        Object.assign(piece, without(row, 'customerExternalId'), siteId && { site: siteRef(state, siteId) });
      },
      ({ customerExternalId, siteExternalId, kind = '', ...row }) => {
        const customer = customerNamed(
          state,
          byExternalId(state.world.customers, customerExternalId),
          'customerExternalId',
        );
        const siteId = byExternalId(state.world.sites, siteExternalId) ?? null;
        const ask = { state, asker, id: '', token: '', ifMatch: 0, content: null, query: new URLSearchParams() };
        return equipmentRoutes['POST /equipment']({
          ...ask,
          input: { ...row, customerId: customer.id, kind, siteId },
        });
      },
    ),
};

const siteRef = (state: State, siteId: string | null) => {
  if (!siteId) return null;
  const site = state.world.sites.find(({ id }) => id === siteId);
  if (!site) throw invalid('siteId', 'unknown-reference');
  return { id: site.id, name: site.name };
};

export const recordRoutes = { ...customerRoutes, ...contactRoutes, ...siteRoutes, ...equipmentRoutes };
