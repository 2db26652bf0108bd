import type { AudienceKey } from '../access/audience.ts';

/** What of an intervention says who hears of it, and of its files. */
export interface Heard {
  id: string;
  customerId: string;
  siteId: string | null;
  dossierId: string | null;
  assigneeId: string | null;
}

export const interventionAudience = ({ id, customerId, siteId, dossierId, assigneeId }: Heard): AudienceKey[] => {
  const keys: AudienceKey[] = ['office', `customer:${customerId}`, `intervention:${id}`];
  if (siteId !== null) keys.push(`site:${siteId}`);
  if (dossierId !== null) keys.push(`dossier:${dossierId}`);
  if (assigneeId !== null) keys.push(`member:${assigneeId}`);
  return keys;
};

/** Of one that was changed: whom it is taken from hears of it a last time. */
export const changedAudience = (before: Heard, after: Heard): AudienceKey[] =>
  before.assigneeId === null || before.assigneeId === after.assigneeId
    ? interventionAudience(after)
    : [...interventionAudience(after), `member:${before.assigneeId}`];

/** Who sees it no longer: no entry tells them, and their lists are others. */
export const leftBehind = (before: Heard, after: Heard): AudienceKey[] => {
  const kept = new Set(interventionAudience(after));
  return interventionAudience(before).filter((key) => !kept.has(key));
};
