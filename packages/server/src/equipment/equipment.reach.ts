import { reach } from '../access/scope.ts';
import { namedByMine } from '../work/intervention.reach.ts';

export const equipment = reach('equipment', {
  part: 'equipment',
  contact: { customer: 'customerId', site: 'siteId' },
  assignee: namedByMine((t) => t.equipment.id, 'equipmentId'),
});
