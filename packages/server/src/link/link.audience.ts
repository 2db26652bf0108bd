import type { AudienceKey } from '../access/audience.ts';

/** Whom a link is for sees what it opens, not the link. */
export const linkAudience: readonly AudienceKey[] = ['office'];
