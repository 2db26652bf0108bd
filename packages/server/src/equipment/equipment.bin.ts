/** A piece of equipment put away. */
import type { Binnable } from '../search/search.bin.ts';
import { equipmentAudience } from './equipment.audience.ts';
import { equipment } from './equipment.reach.ts';
import { equipmentName } from './equipment.name.ts';
import { searchedEquipment } from './equipment.search.ts';

export const binnableEquipment: Binnable<'equipment'> = {
  subject: 'equipment',
  reach: equipment,
  audience: equipmentAudience,
  customerId: ({ customerId }) => customerId,
  searched: searchedEquipment,
  ownerOf: (t) => t.equipment.customerId,
  shown: (row) => ({ name: equipmentName(row), number: null }),
};
