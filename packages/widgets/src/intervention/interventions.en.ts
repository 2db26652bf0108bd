import { plural } from '../shared/plural.ts';
import type { words as french } from './interventions.fr.ts';

export const words: typeof french = {
  title: 'Visits',
  one: 'Visit',
  search: 'Search',
  searchHint: 'Word, number, address…',
  filters: 'Filter and sort',
  status: 'Status',
  anyStatus: 'Any status',
  statuses: {
    waiting: 'Waiting',
    scheduled: 'Scheduled',
    underWay: 'In progress',
    finished: 'Done',
    cancelled: 'Cancelled',
  },
  site: 'Site',
  anySite: 'All sites',
  sort: 'Sort by',
  orders: {
    newest: 'Newest first',
    oldest: 'Oldest first',
    highest: 'Highest number first',
    lowest: 'Lowest number first',
  },
  found: (count, more) => (more ? 'More than ' : '') + plural('en', count, '#\u00a0visit', '#\u00a0visits'),
  ahead: 'Upcoming',
  past: 'Past',
  none: 'No visits yet.',
  noneInvites: 'Your visits will appear here. Need something? Request your first one.',
  noMatch: 'No visits match this search.',
  clear: 'Show all',
  create: 'Request a visit',
  stale: 'No network: this is how things stood. The list will update itself.',
  added: (number) => `New visit no.\u00a0${number}`,
};
