import type { AudienceKey } from '../access/audience.ts';

/** Of the company's looks, settings and own fields: whoever has to do with it. */
export const everybody: readonly AudienceKey[] = ['company'];
