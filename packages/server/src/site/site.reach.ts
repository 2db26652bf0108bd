import { reach } from '../access/scope.ts';
import { namedByMine } from '../work/intervention.reach.ts';

export const sites = reach('sites', {
  part: 'sites',
  contact: { customer: 'customerId', site: 'id' },
  assignee: namedByMine((t) => t.sites.id, 'siteId'),
});
