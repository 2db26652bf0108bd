import type { PortalPart } from '@parvis/sdk';

/** The parts of the portal that exist so far; the others join as they are built. */
export const shownParts: PortalPart[] = ['creation', 'sites', 'equipment', 'documents'];
