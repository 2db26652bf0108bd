/** What a site is found by: name, address, and the name, e-mail and telephone number of whom to ask for there. */
import type { KindBy } from '../search/search.kind.ts';
import { streetOf } from '../search/search.address.ts';
import { indexForSearch } from '../search/search.index.ts';
import type { Schema, Tx, Work } from '../store/store.ts';

export const searchedSites: KindBy<'id'> = { letter: 's', rows: (t) => t.sites, key: 'id' };

type Known = Pick<Schema['sites']['$inferSelect'], 'companyId' | 'id' | 'name' | 'address' | 'contact'>;

/** Indexes sites of a company: new ones, and those of which any of this changed. */
export const indexSites = (tx: Tx, companyId: string, sites: readonly Known[]): Work<void> =>
  indexForSearch(
    tx,
    companyId,
    searchedSites,
    sites.map(({ id, name, address, contact }) => ({
      key: id,
      texts: [...streetOf(address), contact?.email ?? null],
      names: [name, address.city, contact?.name ?? null],
      phones: [contact?.phone ?? null],
    })),
    'replace',
  );
