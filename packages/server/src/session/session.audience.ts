import type { AudienceKey } from '../access/audience.ts';

/** Members see where they are signed in, and nobody else does. */
export const sessionAudience = ({ memberId }: { memberId: string | null }): AudienceKey[] =>
  memberId === null ? [] : [`own:member:${memberId}`];
