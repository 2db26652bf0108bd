import { address, nothing, oneRow, unknownFile, type MatrixRows } from '../feature.testing.ts';
import { upload } from '../files/files.matrix.testing.ts';
import { contactAudience, customerAudience } from './customer.audience.ts';

const whose = { customerExternalId: 'customer' };

export const matrix: MatrixRows = {
  bodies: {
    'POST /customers': () => ({ lastName: 'Neuf', address }),
    'PATCH /customers/:customerId': nothing,
    'POST /customers/batch': oneRow,
    'POST /customers/:customerId/contacts': () => ({ lastName: 'Neuf' }),
    'PATCH /contacts/:contactId': nothing,
    'POST /contacts/batch': oneRow,
    'POST /customers/:customerId/attachments': unknownFile,
  },
  made: {
    'POST /customers/:customerId/attachments': upload,
    'DELETE /contacts/:contactId': async ({ t }, { companyId, customerId: id }) => ({
      params: { contactId: (await t.contact({ id, companyId })).id },
    }),
  },
  changes: {
    'PATCH /customers/:customerId': () => ({ lastName: 'Autre' }),
    'PATCH /contacts/:contactId': () => ({ email: 'autre@client.example' }),
    'POST /customers/batch': () => {
      const row = { externalId: 'customer', lastName: 'Neuf', address };
      return [row, { ...row, extra: 'x' }];
    },
    'POST /contacts/batch': () => ({ externalId: 'contact', ...whose, lastName: 'Neuf', main: true }),
  },
  told: {
    customer: ({ its: { customerId }, atHead, reads }) => ({
      untoldToAssignees: true,
      audience: customerAudience({ id: customerId }),
      read: atHead('customer', customerId, reads('GET /customers/:customerId')),
    }),
    contact: ({ its: { contactId }, atHead, reads }) => ({
      untoldToAssignees: true,
      audience: contactAudience({ id: contactId }),
      read: atHead('contact', contactId, reads('GET /customers/:customerId')),
    }),
  },
};
