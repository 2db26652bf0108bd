/** The state of a dossier, as a shape and a word. */
import type { DossierStatus } from '@parvis/sdk';
import { statusMark } from '../../shared/status.ts';

/** Drawn as the interventions that are as far. */
const shapes = { open: 'in_progress', closed: 'done', archived: 'cancelled' } as const;

export const dossierMark = (status: DossierStatus, words: Record<DossierStatus, string>) => {
  const shape = shapes[status];
  const { open: in_progress, closed: done, archived: cancelled } = words;
  return statusMark(shape, { in_progress, done, cancelled });
};
