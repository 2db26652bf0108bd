import type { AudienceKey } from '../access/audience.ts';

/** No program follows what becomes of programs. */
export const keyAudience: readonly AudienceKey[] = ['members'];
