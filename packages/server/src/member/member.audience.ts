import type { AudienceKey } from '../access/audience.ts';

/** A technician, too, hears of their own account. */
export const memberAudience = ({ id }: { id: string }): AudienceKey[] => ['members', `own:member:${id}`];
