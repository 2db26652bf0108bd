import type { Address } from '@parvis/sdk/contract';

/** What a place is found by beside its town, which is a name. */
export const streetOf = ({ line1, line2, postalCode }: Address): string[] => [line1, line2, postalCode];
