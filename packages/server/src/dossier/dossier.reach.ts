import { nothing, reach } from '../access/scope.ts';
import { namedByMine } from '../intervention/intervention.reach.ts';

export const dossiers = reach('dossiers', {
  contact: nothing,
  assignee: namedByMine((t) => t.dossiers.id, 'dossierId'),
});
