import { nothing, type MatrixRows } from '../access/matrix-rows.testing.ts';

export const matrix: MatrixRows = {
  bodies: { 'PATCH /company': nothing },
  told: {
    company: ({ companyId, atHead, reads }) => ({
      id: companyId,
      entry: {},
      read: atHead('company', companyId, reads('GET /company', companyId)),
    }),
  },
};
