import { eq } from 'drizzle-orm';
import { reach } from '../access/scope.ts';
import { namedByMine } from '../work/intervention.reach.ts';
import { notOfBinned } from '../work/put-away.reach.ts';

export const customers = reach('customers', {
  contact: {
    summary: 'their own',
    of: ({ customerId }) => ({
      shape: 'own',
      where: (t, ph) => eq(t.customers.id, ph('inCustomer')),
      values: { inCustomer: customerId },
    }),
  },
  assignee: namedByMine((t) => t.customers.id, 'customerId'),
});

export const contacts = reach('contacts', {
  contact: {
    summary: 'themselves',
    of: ({ contactId }) => ({
      shape: 'own',
      where: (t, ph) => eq(t.contacts.id, ph('inContact')),
      values: { inContact: contactId },
    }),
  },
  assignee: namedByMine((t) => t.contacts.customerId, 'customerId'),
  seeAll: notOfBinned((t) => t.contacts.customerId),
});
