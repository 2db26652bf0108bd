import type { changeApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import { changeOf, openPosition, sealPosition } from '../journal/position.ts';
import { refused } from '../problem.ts';
import type { Services } from '../services.ts';
import { changesAfter } from './change.rules.ts';

export const changeRoutes = ({ journal, sealer }: Services): Handlers<typeof changeApi> => ({
  'GET /changes': async ({ viewer, query: { cursor, limit } }) => {
    const start = cursor === undefined ? 0 : openPosition(sealer, viewer.companyId, cursor);
    if (start === null) throw refused('cursor', 'invalid');
    const { entries, position } = await changesAfter(journal, viewer, start, limit);
    return {
      items: entries.map((entry) => changeOf(sealer, entry)),
      next: sealPosition(sealer, viewer.companyId, position),
    };
  },
});
