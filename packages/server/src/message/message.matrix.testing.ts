import { dossierAudience } from '../dossier/dossier.audience.ts';
import type { MatrixRows } from '../feature.testing.ts';

export const matrix: MatrixRows = {
  bodies: {
    'POST /dossiers/:dossierId/messages': () => ({ body: 'Bonjour' }),
  },
  made: {
    'GET /dossiers/:dossierId/messages': async ({ t }, { companyId, dossierId: id, contactId }) => ({
      params: { messageId: (await t.message({ id, companyId }, { contactId })).id },
    }),
  },
  told: {
    message: ({ its: { dossierId, customerId, messageId }, lists }) => ({
      untoldToAssignees: true,
      audience: dossierAudience({ id: dossierId, customerIds: [customerId] }),
      read: lists('GET /dossiers/:dossierId/messages', messageId!),
    }),
  },
};
