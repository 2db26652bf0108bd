import type { AudienceKey } from '../access/audience.ts';

/** Every portal of theirs names them. */
export const customerAudience = ({ id }: { id: string }): AudienceKey[] => ['office', `customer-contacts:${id}`];

/** Contacts see nothing of one another. */
export const contactAudience = ({ id }: { id: string }): AudienceKey[] => ['office', `contact:${id}`];
