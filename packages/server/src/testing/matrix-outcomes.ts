/** What must come out of a call, worked out from the policy table alone, and what did. */
import type { ApiRoute } from '@parvis/sdk/contract';
import { relations, type Identity, type Name, type Relation } from '../feature.testing.ts';
import { features } from '../feature-set.ts';

/** Where no path names a thing, what is theirs is asked for. */
export const relationsAsked = (route: ApiRoute, { sees }: Identity): readonly Relation[] => {
  if (route.includes(':') && !features.policy[route].open) return relations;
  return [relations.find((relation) => sees('customerId', relation)) ?? 'mine'];
};

type Outcome = 'allowed' | 'unauthorized' | 'forbidden' | 'not-found';

/** The calls are such as the contract takes: whatever else comes out than what is looked for is a difference. */
export function outcomeOf(route: ApiRoute, status: number): Outcome | `answered ${number}` {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status >= 200 && status < 300) return 'allowed';
  return status === 412 && oneRowForAll.includes(route) ? 'allowed' : `answered ${status}`;
}

/** Changed by every caller in turn: who is allowed is let through, and told that another was quicker. */
const oneRowForAll: readonly ApiRoute[] = ['PATCH /company'];

/** From the table, and from nothing of the code that reads it. */
export function expectedOf(route: ApiRoute, { as, sees }: Identity, relation: Relation): Outcome {
  const rule = features.policy[route];
  if (rule.open) return opened[route] ?? 'allowed';
  if (as.kind === 'nobody') return 'unauthorized';
  const isRead = route.startsWith('GET ');
  const allowed =
    as.kind === 'contact'
      ? rule.contact?.includes(as.scope) &&
        (rule.contactRight === undefined || as.rights === undefined || as.rights.includes(rule.contactRight)) &&
        (isRead || !as.preview || rule.preview) &&
        !(as.off && rule.part)
      : as.kind === 'stakeholder'
        ? rule.stakeholder
        : as.kind === 'member'
          ? rule.member?.includes(as.role) || (rule.right && as.rights?.includes(rule.right))
          : rule.key && rule.member?.includes(as.role ?? 'office');
  if (!allowed) return 'forbidden';
  const name = /:(\w+)/.exec(route)?.[1];
  return name !== undefined && !sees(name as Name, relation) ? 'not-found' : 'allowed';
}

/** Open routes check a link, password or ticket of their own; these calls bring none that holds. */
const opened: Partial<Record<ApiRoute, Outcome>> = {
  'POST /session': 'unauthorized',
  'POST /session/renewals': 'forbidden',
  'POST /password/tokens': 'not-found',
  'POST /password': 'not-found',
  'GET /files/:fileId/content': 'unauthorized',
  'GET /interventions/:interventionId/calendar': 'unauthorized',
};
