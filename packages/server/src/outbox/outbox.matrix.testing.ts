import type { MatrixRows } from '../access/matrix-rows.testing.ts';
import { mailAudience } from '../delivery/delivery.audience.ts';

export const matrix: MatrixRows = {
  told: {
    mail: ({ its: { customerId }, reads }) => ({
      untoldToAssignees: true,
      audience: mailAudience({ customerId }),
      read: reads('GET /outbox/:mailId'),
    }),
  },
};
