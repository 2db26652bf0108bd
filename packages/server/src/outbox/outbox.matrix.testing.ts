import type { MatrixRows } from '../access/matrix-rows.testing.ts';

export const matrix: MatrixRows = {
  told: {
    mail: ({ its: { mailId, customerId }, reads }) => ({
      id: mailId,
      entry: { customerId },
      read: reads('GET /outbox/:mailId'),
    }),
  },
};
