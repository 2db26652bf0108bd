/** What a piece of equipment is found by: kind, brand, model and serial number. */
import type { KindBy } from '../search/search.kind.ts';
import { indexForSearch } from '../search/search.index.ts';
import type { Schema, Tx, Work } from '../store/store.ts';

export const searchedEquipment: KindBy<'id'> = { letter: 'e', rows: (t) => t.equipment, key: 'id' };

type Known = Pick<Schema['equipment']['$inferSelect'], 'id' | 'kind' | 'brand' | 'model' | 'serialNumber'>;

/** Indexes equipment of a company: new, or of which any of this changed. */
export const indexEquipment = (tx: Tx, companyId: string, equipment: readonly Known[]): Work<void> =>
  indexForSearch(
    tx,
    companyId,
    searchedEquipment,
    equipment.map(({ id, kind, brand, model, serialNumber }) => ({
      key: id,
      // Serial numbers are read out with and without what is between their parts.
      texts: [kind, brand, model, serialNumber, serialNumber.replace(/[^\p{L}\p{N}]+/gu, '')],
      names: [],
      phones: [],
    })),
    'replace',
  );
