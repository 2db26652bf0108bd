import { dossierAudience } from '../work/dossier.audience.ts';
import type { Make, MatrixRows } from '../feature.testing.ts';

/** By whoever asks, where they take part: others may not change it. */
const own: Make = async ({ t }, { companyId, dossierId: id, contactId }, { as, principal, sees }, relation) => {
  const [kind, authorId] = principal.split(':') as ['contact' | 'stakeholder' | 'member', string];
  const mayWrite = sees('dossierId', relation) && ['contact', 'stakeholder', 'member'].includes(as.kind);
  const author = { [mayWrite ? `${kind}Id` : 'contactId']: mayWrite ? authorId : contactId } as { contactId: string };
  return { params: { messageId: (await t.message({ id, companyId }, author)).id } };
};

export const matrix: MatrixRows = {
  bodies: {
    'POST /dossiers/:dossierId/messages': () => ({ body: 'Bonjour' }),
    'PATCH /messages/:messageId': () => ({ body: 'À jeudi' }),
  },
  made: {
    'PATCH /messages/:messageId': own,
    'DELETE /messages/:messageId': own,
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
