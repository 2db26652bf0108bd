import { run } from '../store/store.ts';
import { logoRow } from './company.logo.ts';
import { nothing, type MatrixRows } from '../feature.testing.ts';
import { everybody } from '../access/audience.ts';

export const matrix: MatrixRows = {
  bodies: { 'PATCH /company': nothing, 'POST /companies/cards': nothing },
  made: {
    'GET /companies/:companyId/logos/:logoId': async ({ t }, { companyId }) => {
      const row = logoRow(companyId, Buffer.from('RIFF'));
      await t.s.store.transaction((tx) => run(tx.insert(tx.t.logos).values(row)));
      return { params: { companyId, logoId: row.id } };
    },
  },
  told: {
    company: ({ companyId, atHead, reads }) => ({
      audience: everybody,
      read: atHead('company', companyId, reads('GET /company', companyId)),
    }),
  },
};
