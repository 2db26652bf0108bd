import type { Make, MatrixRows } from '../feature.testing.ts';
import { keyAudience } from './key.audience.ts';

const aKey: Make = async ({ t }, { companyId: id }) => ({ params: { keyId: (await t.key({ id })).id } });

export const matrix: MatrixRows = {
  bodies: { 'POST /keys': () => ({ name: 'ERP' }) },
  made: { 'GET /keys': aKey, 'DELETE /keys/:keyId': aKey },
  told: {
    key: ({ its: { keyId }, lists }) => ({ audience: keyAudience, read: lists('GET /keys', keyId!) }),
  },
};
