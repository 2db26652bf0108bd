import type { AudienceKey } from '../access/audience.ts';

/** Stakeholders see nothing of one another. */
export const stakeholderAudience = ({ id }: { id: string }): AudienceKey[] => ['office', `stakeholder:${id}`];
