import type { AudienceKey } from '../access/audience.ts';

interface About {
  customerId: string | null;
  dossierId?: string | null;
}

/** Mails of signing in are about no customer, and no dossier. */
export const mailAudience = ({ customerId, dossierId = null }: About): readonly AudienceKey[] =>
  customerId === null && dossierId === null ? ['users'] : ['office'];

/** The mails of all. */
export const everyMail: readonly AudienceKey[] = ['users', 'office'];
