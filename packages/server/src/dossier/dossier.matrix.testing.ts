import { nothing, type MatrixRows } from '../feature.testing.ts';
import { dossierAudience } from './dossier.audience.ts';

export const matrix: MatrixRows = {
  bodies: {
    'POST /dossiers': ({ customerId }) => ({ name: 'Neuf', customerIds: [customerId] }),
    'PATCH /dossiers/:dossierId': nothing,
  },
  changes: {
    'PATCH /dossiers/:dossierId': () => ({ name: 'Autre' }),
  },
  references: [
    {
      route: 'PATCH /dossiers/:dossierId',
      name: 'customerId',
      field: 'customerIds.0',
      body: (id) => ({ customerIds: [id] }),
    },
    { route: 'POST /dossiers', name: 'customerId', field: 'customerIds.0', body: (id) => ({ customerIds: [id] }) },
  ],
  told: {
    dossier: ({ its: { dossierId, customerId }, reads }) => ({
      untoldToAssignees: true,
      audience: dossierAudience({ id: dossierId, customerIds: [customerId] }),
      read: reads('GET /dossiers/:dossierId'),
    }),
  },
};
