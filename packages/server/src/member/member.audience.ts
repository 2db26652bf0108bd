import { everybody, type AudienceKey } from '../access/audience.ts';
import type { Mark } from '../store/store.ts';

/** Their names stand in what everybody sees, as the company's settings do: of whose they are nothing is told. */
export const nameChanged: Mark = { about: 'company', keys: everybody };

/** A technician, too, hears of their own account. */
export const memberAudience = ({ id }: { id: string }): AudienceKey[] => ['members', `own:member:${id}`];
