import { nothing, type MatrixRows } from '../feature.testing.ts';
import { newId } from '../ids.ts';
import { run } from '../store/store.ts';
import { everybody } from '../access/audience.ts';

const label = { fr: 'Étage', en: 'Floor' };

export const matrix: MatrixRows = {
  bodies: {
    'POST /fields': () => ({ label, kind: 'text' }),
    'PATCH /fields/:fieldId': nothing,
  },
  made: {
    'PATCH /fields/:fieldId': async ({ t }, { companyId }) => {
      const id = newId();
      await t.s.store.transaction((tx) =>
        run(tx.insert(tx.t.fields).values({ id, companyId, label, kind: 'text', choices: [] })),
      );
      return { params: { fieldId: id } };
    },
  },
  told: {
    field: ({ its: { fieldId }, lists }) => ({ audience: everybody, read: lists('GET /fields', fieldId) }),
  },
};
