/** A customer put away: into the bin with all that is theirs. */
import type { Binnable } from '../search/search.bin.ts';
import { customerAudience } from './customer.audience.ts';
import { customers } from './customer.reach.ts';
import { searchedCustomers } from './customer.search.ts';

export const binnableCustomer: Binnable<'customers'> = {
  subject: 'customer',
  reach: customers,
  audience: customerAudience,
  customerId: ({ id }) => id,
  along: { sites: 'customerId', equipment: 'customerId', interventions: 'customerId' },
  searched: searchedCustomers,
  ownerOf: (t) => t.customers.id,
  shown: ({ name, number }) => ({ name, number }),
};
