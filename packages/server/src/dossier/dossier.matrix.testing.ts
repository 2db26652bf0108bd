import { nothing, unknownFile, type MatrixRows } from '../feature.testing.ts';
import { upload } from '../files/files.matrix.testing.ts';
import { newId } from '../ids.ts';
import { dossierAudience } from '../work/dossier.audience.ts';
import { stakeholderAudience } from './dossier.audience.ts';

export const matrix: MatrixRows = {
  bodies: {
    'POST /dossiers': ({ customerId }) => ({ name: 'Neuf', customerIds: [customerId] }),
    'PATCH /dossiers/:dossierId': nothing,
    'PATCH /dossiers/:dossierId/reference': () => ({ reference: '' }),
    'POST /dossiers/:dossierId/files': unknownFile,
    'POST /dossiers/:dossierId/stakeholders': () => ({ name: 'Paul Roux', email: `paul.${newId()}@roux.example` }),
    'PATCH /stakeholders/:stakeholderId': nothing,
  },
  made: {
    'POST /dossiers/:dossierId/files': upload,
    'DELETE /stakeholders/:stakeholderId': async ({ t }, { companyId, dossierId: id }) => ({
      params: { stakeholderId: (await t.stakeholder({ id, companyId })).id },
    }),
  },
  changes: {
    'PATCH /dossiers/:dossierId': () => ({ name: 'Autre' }),
    'PATCH /stakeholders/:stakeholderId': () => ({ name: 'Autre' }),
  },
  references: [
    {
      route: 'PATCH /dossiers/:dossierId',
      name: 'customerId',
      field: 'customerIds.0',
      body: (id) => ({ customerIds: [id] }),
    },
    { route: 'POST /dossiers', name: 'customerId', field: 'customerIds.0', body: (id) => ({ customerIds: [id] }) },
  ],
  told: {
    dossier: ({ its: { dossierId, customerId }, reads }) => ({
      untoldToAssignees: true,
      audience: dossierAudience({ id: dossierId, customerIds: [customerId] }),
      read: reads('GET /dossiers/:dossierId'),
    }),
    stakeholder: ({ its: { stakeholderId }, atHead, lists }) => ({
      untoldToAssignees: true,
      audience: stakeholderAudience({ id: stakeholderId }),
      read: atHead('contact', stakeholderId, lists('GET /dossiers/:dossierId/stakeholders', stakeholderId)),
    }),
  },
};
