import type { Contact, Customer, CustomerSummary } from '../contract/index.ts';
import { claim } from './file-routes.ts';
import { about, batch, byExternalId, customerNamed, whole, within } from './records.ts';
import { append, changed, found, invalid, matches, paged, without, type Handlers, type State } from './state.ts';

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
const customerOf = (state: State, id: string) => found(state.world.customers.find((each) => each.id === id));
const contactOf = (state: State, id: string) =>
  found(state.world.customers.flatMap(({ contacts }) => contacts).find((each) => each.id === id));

/** A new contact; the first of a customer, or one that says so, is the main one. */
function addContact(state: State, customer: Customer, given: Partial<Contact>): Contact {
  const { firstName = '', lastName = '', email = '', phone = '', lang, main = false, rights, externalId } = given;
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
    rights: rights ?? ['create', 'validate', 'see_commercial'],
    externalId: externalId ?? null,
    version: 1,
  };
  if (main) for (const other of customer.contacts) other.main = false;
  customer.contacts.push(contact);
  return contact;
}

export const customerRoutes: Handlers<
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
        return customerRoutes['POST /customers']({ ...within(state, asker), input: { ...row, lastName, address } });
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

export const contactRoutes: Handlers<
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
