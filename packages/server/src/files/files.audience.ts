import type { AudienceKey } from '../access/audience.ts';
import { interventionAudience, type Heard } from '../work/intervention.audience.ts';

interface File {
  owner: string;
  customerId: string | null;
}

/** `held`: the intervention that holds it. What is the customer's alone is shown where all of theirs is. */
export const fileAudience = ({ owner, customerId }: File, held: Heard | undefined): AudienceKey[] => {
  if (held) return interventionAudience(held);
  return customerId === null ? [`own:${owner}`] : ['office', `customer:${customerId}`];
};
