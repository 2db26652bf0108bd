import { plural } from '../../shared/locale.ts';
import type { words as french } from '../fr/interventions.ts';

export const words: typeof french = {
  title: 'Interventions',
  search: 'Search',
  searchHint: 'Word, number, place…',
  filters: 'Filter and sort',
  status: 'State',
  anyStatus: 'All states',
  statuses: {
    waiting: 'Waiting',
    scheduled: 'Scheduled',
    underWay: 'Under way',
    finished: 'Done',
    cancelled: 'Cancelled',
  },
  site: 'Site',
  anySite: 'All sites',
  sort: 'Order',
  newest: 'Newest first',
  oldest: 'Oldest first',
  highest: 'Highest number first',
  lowest: 'Lowest number first',
  found: (count, more) =>
    more ? `More than ${count} interventions` : plural('en', count, '#\u00a0intervention', '#\u00a0interventions'),
  none: 'No intervention so far.',
  noneInvites: 'Your interventions will show here. Need something? Ask for the first one.',
  noMatch: 'No intervention matches this search.',
  clear: 'Show all',
  create: 'Create an intervention',
  stale: 'No network: this is what was known. The list will bring itself up to date.',
  moved: (number, status) => `Intervention no.\u00a0${number}: ${status}`,
  added: (number) => `New intervention no.\u00a0${number}`,
  close: 'Close the details',
};
