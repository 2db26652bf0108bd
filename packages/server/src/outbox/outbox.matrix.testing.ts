import type { MatrixRows } from '../feature.testing.ts';
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
