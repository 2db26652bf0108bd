/**
 * Where in the portal one is, and how the page's address says it: `#/sites/<site>/<intervention>?q=fuite`. Where the portal
 * begins, the address says nothing.
 */

export type Tab = 'interventions' | 'sites' | 'equipment' | 'dossiers';
/** What stands before the portal: the form, or asking for another time of the next appointment. */
export type Sheet = 'new' | 'reschedule';
/** How a list is narrowed and sorted. */
export interface Filter {
  q: string;
  status: '' | 'waiting' | 'scheduled' | 'underWay' | 'finished' | 'cancelled';
  siteId: string;
  order: 'newest' | 'oldest' | 'highest' | 'lowest';
}
export interface Place {
  tab: Tab;
  /** Id of the site, the piece of equipment or the dossier that is chosen. */
  chosen: string | undefined;
  /** Id of the intervention that is open, or the sheet that is. */
  intervention: string | undefined;
  /** How the list is narrowed and sorted. */
  filter: Filter;
}

const noFilter: Filter = { q: '', status: '', siteId: '', order: 'newest' };
export const start: Place = { tab: 'interventions', chosen: undefined, intervention: undefined, filter: noFilter };

const id = '[\\da-f]{8}-[\\da-f-]{27}';
const isId = new RegExp(`^${id}$`);
const written = new RegExp(
  `^#/(interventions|(?:sites|equipment|dossiers)(?:/(${id}))?)(?:/(${id}|new|reschedule))?(?:\\?(.*))?$`,
  's',
);

/** Undefined where the address says something else, or nothing. What people type into an address may be anything. */
export function placeIn(hash: string): Place | undefined {
  const [found, path, chosen, intervention, query] = written.exec(hash) ?? [];
  if (!found) return undefined;
  const asked = new URLSearchParams(query);
  const word = (name: string) => /^\w+$/.exec(asked.get(name) ?? '')?.[0] ?? '';
  const siteId = asked.get('siteId') ?? '';
  return {
    tab: path!.split('/')[0] as Tab,
    chosen,
    intervention,
    filter: {
      q: (asked.get('q') ?? '').slice(0, 120),
      status: word('status') as Filter['status'],
      siteId: isId.test(siteId) ? siteId : '',
      order: (word('order') || noFilter.order) as Filter['order'],
    },
  };
}

/** From its `#` on; empty for where the portal begins. */
export function addressOf({ tab, chosen, intervention, filter }: Place): string {
  const narrowed = Object.entries(filter).filter(([name, value]) => value !== noFilter[name as keyof Filter]);
  const query = new URLSearchParams(narrowed).toString();
  const path = [tab, chosen, intervention].filter(Boolean).join('/');
  return path === start.tab && !query ? '' : `#/${path}${query && `?${query}`}`;
}
