import type { AudienceKey } from '../access/audience.ts';

/** Mails of signing in are about no customer. */
export const mailAudience = ({ customerId }: { customerId: string | null }): readonly AudienceKey[] =>
  customerId === null ? ['users'] : ['office'];

/** The mails of all. */
export const everyMail: readonly AudienceKey[] = ['users', 'office'];
