import { at, nothing, oneRow, type MatrixRows } from '../feature.testing.ts';
import { equipmentAudience } from './equipment.audience.ts';

export const matrix: MatrixRows = {
  bodies: {
    'POST /equipment': ({ customerId }) => ({ customerId, kind: 'Neuf' }),
    'PATCH /equipment/:equipmentId': nothing,
    'POST /equipment/batch': oneRow,
  },
  changes: {
    'PATCH /equipment/:equipmentId': () => ({ kind: 'Autre' }),
    'POST /equipment/batch': () => ({
      externalId: 'equipment',
      customerExternalId: 'customer',
      kind: 'Neuf',
      siteExternalId: 'site',
    }),
  },
  references: [
    { route: 'POST /equipment', name: 'customerId', field: 'customerId', body: at('customerId') },
    { route: 'POST /equipment', name: 'siteId', field: 'siteId', body: at('siteId') },
    { route: 'PATCH /equipment/:equipmentId', name: 'siteId', field: 'siteId', body: at('siteId') },
  ],
  told: {
    equipment: ({ its: { customerId, siteId }, reads }) => ({
      untoldToAssignees: true,
      audience: equipmentAudience({ customerId, siteId }),
      read: reads('GET /equipment/:equipmentId'),
    }),
  },
};
