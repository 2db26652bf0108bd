import { address, at, nothing, oneRow, type MatrixRows } from '../feature.testing.ts';
import { siteAudience } from './site.audience.ts';

export const matrix: MatrixRows = {
  bodies: {
    'POST /sites': ({ customerId }) => ({ customerId, name: 'Neuf', address }),
    'PATCH /sites/:siteId': nothing,
    'POST /sites/batch': oneRow,
  },
  changes: {
    'PATCH /sites/:siteId': () => ({ name: 'Autre' }),
    'POST /sites/batch': () => ({ externalId: 'site', customerExternalId: 'customer', name: 'Neuf', address }),
  },
  references: [{ route: 'POST /sites', name: 'customerId', field: 'customerId', body: at('customerId') }],
  told: {
    site: ({ its: { siteId, customerId }, reads }) => ({
      untoldToAssignees: true,
      audience: siteAudience({ id: siteId, customerId }),
      read: reads('GET /sites/:siteId'),
    }),
  },
};
