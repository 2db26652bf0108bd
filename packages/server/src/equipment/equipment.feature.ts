import { equipmentApi } from '@parvis/sdk/contract';
import { everyone, office } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { equipment } from './equipment.reach.ts';
import { binnableEquipment } from './equipment.bin.ts';
import { equipmentFinder } from './equipment.finder.ts';
import { equipmentRoutes } from './equipment.routes.ts';

export const equipmentFeature = feature({
  api: equipmentApi,
  routes: equipmentRoutes,
  policy: {
    'GET /equipment': { contact: ['customer', 'site'], part: 'equipment', member: everyone, key: true },
    'POST /equipment': { member: office, key: true },
    'GET /equipment/:equipmentId': { contact: ['customer', 'site'], part: 'equipment', member: everyone, key: true },
    'PATCH /equipment/:equipmentId': { member: office, key: true },
    'POST /equipment/batch': { member: office, key: true },
  },
  reach: [equipment],
  finders: { equipment: equipmentFinder },
  binnables: { equipment: binnableEquipment },
  subjects: {
    equipment: { readAt: 'GET /equipment/:equipmentId', reach: equipment },
  },
});
