import type { changeApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import { changeOf, openPosition, sealPosition } from '../live/position.ts';
import { refused } from '../problem.ts';
import type { Services } from '../services.ts';
import { changesAfter, isBeyond } from './change.rules.ts';

export const changeRoutes = (s: Services): Handlers<typeof changeApi> => ({
  'GET /changes': async ({ viewer, query: { cursor, limit } }) => {
    const { journal } = s;
    const { companyId } = viewer;
    const { incarnation } = journal;
    const start = cursor === undefined ? 0 : openPosition(s, companyId, cursor);
    if (start === null) throw refused('cursor', 'invalid');
    const found = (await isBeyond(journal, companyId, start)) ? null : await changesAfter(s, viewer, start, limit);
    // Of a journal that began anew meanwhile nothing is known by the numbers of the one before.
    if (found === null || incarnation !== journal.incarnation)
      return { items: [], next: sealPosition(s, companyId, journal.position(companyId)), reset: true };
    const { entries, position } = found;
    return {
      items: entries.map((entry) => changeOf(s, entry)),
      next: sealPosition(s, companyId, position),
      reset: false,
    };
  },
});
