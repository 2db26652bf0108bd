/** Mails follow what they are about: a link, an intervention; those to a member who signs in, whoever manages users. */
import { eq, inArray, isNotNull, isNull, not, sql, type SQL } from 'drizzle-orm';
import {
  all,
  any,
  nothing,
  reach,
  type Condition,
  type InsideViewer,
  type Placeholders,
  type Where,
} from '../access/scope.ts';
import { mine, ofMine } from '../work/intervention.reach.ts';
import { opensMine } from '../link/link.reach.ts';
import type { Schema } from '../store/store.ts';

export const outbox = reach('outbox', {
  contact: nothing,
  assignee: {
    summary:
      'members: those with links to, or about requests of, the interventions given to them; with `manage_users` also those about signing in',
    of: aboutMine,
  },
  seeAll: {
    summary: 'members: all but those about signing in, which `manage_users` reads',
    of: aboutAll,
  },
});

const isSignIn: Where = (t) => all(isNull(t.outbox.customerId), isNull(t.outbox.dossierId));

function aboutAll(viewer: InsideViewer): Condition {
  if (viewer.kind === 'key') return nothing.of(viewer);
  return viewer.rights.has('manage_users')
    ? { shape: 'company', where: null }
    : { shape: 'no-sign-in', where: (t, ph) => not(isSignIn(t, ph)) };
}

function aboutMine(viewer: InsideViewer): Condition {
  if (viewer.kind === 'key') return nothing.of(viewer);
  const users = viewer.rights.has('manage_users');
  return {
    shape: users ? 'assigned-and-sign-in' : 'assigned',
    where: users ? (t, ph) => any(isSignIn(t, ph), isOfMine(t, ph)) : isOfMine,
    values: mine(viewer),
  };
}

const isOfMine: Where = (t, ph) =>
  any(
    all(
      eq(t.outbox.kind, 'link'),
      sql`${t.outbox.subjectId} in ${linksWhere(opensMine, t, ph)}`,
      sql`${t.outbox.subjectId} not in ${companionsWhere((...at) => not(opensMine(...at)), t, ph)}`,
    ),
    all(
      inArray(t.outbox.kind, ['intervention_requested', 'reschedule_requested']),
      // Of several requests in one mail, some may be a colleague's.
      eq(t.outbox.count, 1),
      sql`${t.outbox.subjectId} in ${ofMine('id', t, ph)}`,
    ),
  );

function linksWhere(where: Where, t: Schema, ph: Placeholders): SQL {
  return sql`(select ${t.links.id} from ${t.links} where ${eq(t.links.companyId, ph('inCompany'))} and ${where(t, ph)})`;
}

/** The first links of those mails of which another link is so. */
function companionsWhere(where: Where, t: Schema, ph: Placeholders): SQL {
  const { mailedWith, companyId } = t.links;
  return sql`(select ${mailedWith} from ${t.links} where ${eq(companyId, ph('inCompany'))} and ${isNotNull(mailedWith)} and ${where(t, ph)})`;
}
