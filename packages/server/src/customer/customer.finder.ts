/** A customer among all that is searched, with the contact who is meant. */
import { and, eq } from 'drizzle-orm';
import type { ContactDetails } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import { tokenize } from '../fold.ts';
import { phoneWords } from '../search/search.phones.ts';
import type { Finder } from '../search/search.finder.ts';
import { prepared } from '../store/store.ts';
import { contactsOf, type ContactRow } from './contact.rules.ts';
import { customers } from './customer.reach.ts';
import { searchedCustomers } from './customer.search.ts';

export const customerFinder: Finder<'customer'> = {
  searched: searchedCustomers,
  reach: customers,
  order: (t) => [t.customers.nameFolded, t.customers.id],
  rows: async ({ read, t }, viewer, ids, { readings }) => {
    const scope = scopeOf(viewer, customers);
    const asked = new Set(readings.flat());
    const rows = await Promise.all(
      ids.map(async (id) => {
        const [[customer], contacts] = await Promise.all([
          prepared(read, `customer.found:${scope.shape}`, (ph) =>
            read
              .select({
                id: t.customers.id,
                number: t.customers.number,
                kind: t.customers.kind,
                name: t.customers.name,
                status: t.customers.status,
                address: t.customers.address,
              })
              .from(t.customers)
              .where(and(scope.where(t, ph), eq(t.customers.id, ph('id')))),
          )({ ...scope.values, id }),
          contactsOf(read, t, viewer.companyId, id),
        ]);
        return customer && { ...customer, contact: meant(contacts, asked) };
      }),
    );
    return rows.filter((row) => row !== undefined);
  },
};

/** Whoever has most of what was asked; of equals the main one, who is the first. */
function meant(contacts: readonly ContactRow[], asked: ReadonlySet<string>): ContactDetails | null {
  const had = contacts.map((contact) => {
    const words = [...tokenize(`${contact.name} ${contact.email}`), ...phoneWords(contact.phone)];
    return [...asked].filter((one) => words.some((word) => word.startsWith(one))).length;
  });
  const contact = contacts[had.indexOf(Math.max(...had))];
  return contact ? { name: contact.name, phone: contact.phone, email: contact.email } : null;
}
