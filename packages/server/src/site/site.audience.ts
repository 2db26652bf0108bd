import type { AudienceKey } from '../access/audience.ts';

interface Site {
  id: string;
  customerId: string;
}

export const siteAudience = ({ id, customerId }: Site): AudienceKey[] => [
  'office',
  `customer:${customerId}`,
  `site:${id}`,
];
