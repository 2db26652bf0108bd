import type { MatrixRows } from '../feature.testing.ts';

export const matrix: MatrixRows = {
  bodies: {
    'PATCH /notifications': () => ({ messages: 'all' }),
  },
};
