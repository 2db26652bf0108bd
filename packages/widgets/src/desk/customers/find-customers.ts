/** Customers by whatever is known of them, as the search of everything finds them. */
import type { Found } from '@parvis/sdk';
import type { MemberClient } from '@parvis/sdk/member';

export async function findCustomers(
  { search }: MemberClient,
  q: string,
  limit: number,
  options?: { signal: AbortSignal },
): Promise<Found<'customer'>[]> {
  const { groups } = await search({ q, kind: 'customer', limit }, options);
  return groups.flatMap((group) => (group.kind === 'customer' ? group.items : []));
}
