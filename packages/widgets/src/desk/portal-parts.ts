import type { PortalPart } from '@parvis/sdk';

/** The parts of the portal that exist so far; the others, and their words, join as they are built. */
export const shownParts = ['creation', 'sites', 'equipment', 'documents'] as const satisfies PortalPart[];
export type ShownPart = (typeof shownParts)[number];
