import { eq, sql } from 'drizzle-orm';
import { all, nothing, reach, type Where } from '../access/scope.ts';
import { mine, ofMine } from '../work/intervention.reach.ts';
import { notOfBinned } from '../work/put-away.reach.ts';

/** Opens one of one's own interventions: whatever is wider opens a colleague's too. */
export const opensMine: Where = (t, ph) =>
  all(eq(t.links.scopeKind, 'intervention'), sql`${t.links.scopeId} in ${ofMine('id', t, ph)}`);

export const links = reach('links', {
  contact: nothing,
  assignee: {
    summary: 'those that open one of the interventions given to them',
    of: (viewer) => ({ shape: 'assigned', where: opensMine, values: mine(viewer) }),
  },
  seeAll: notOfBinned((t) => t.links.customerId),
});
