import type { AudienceKey } from '../access/audience.ts';

interface Equipment {
  customerId: string;
  siteId: string | null;
}

export const equipmentAudience = ({ customerId, siteId }: Equipment): AudienceKey[] => [
  'office',
  `customer:${customerId}`,
  ...(siteId === null ? [] : ([`site:${siteId}`] as const)),
];
