/** A site put away: into the bin with the equipment there. Work done there is the customer's, and stays, at the address it has. */
import type { Binnable } from '../search/search.bin.ts';
import { siteAudience } from './site.audience.ts';
import { sites } from './site.reach.ts';
import { searchedSites } from './site.search.ts';

export const binnableSite: Binnable<'sites'> = {
  subject: 'site',
  reach: sites,
  audience: siteAudience,
  customerId: ({ customerId }) => customerId,
  along: { equipment: 'siteId' },
  searched: searchedSites,
  ownerOf: (t) => t.sites.customerId,
  shown: ({ name }) => ({ name, number: null }),
};
