import { nothing, type MatrixRows } from '../access/matrix-rows.testing.ts';
import { everybody } from '../access/audience.ts';

export const matrix: MatrixRows = {
  bodies: { 'PATCH /company': nothing },
  told: {
    company: ({ companyId, atHead, reads }) => ({
      audience: everybody,
      read: atHead('company', companyId, reads('GET /company', companyId)),
    }),
  },
};
