import type { MatrixRows } from '../feature.testing.ts';
import { keyAudience } from './key.audience.ts';

export const matrix: MatrixRows = {
  bodies: { 'POST /keys': () => ({ name: 'ERP' }) },
  made: {
    'DELETE /keys/:keyId': async ({ t }, { companyId: id }) => ({ params: { keyId: (await t.key({ id })).id } }),
  },
  told: {
    key: ({ its: { keyId }, lists }) => ({ audience: keyAudience, read: lists('GET /keys', keyId!) }),
  },
};
