/** What tells of customers, sites, equipment and interventions that they are put away: archived, or in the bin. */
import type { TenantKit } from '../store/tenant-kit.ts';

export const putAwayColumns = (k: TenantKit) => ({
  /** Out of the lists of the desk; null: not archived. */
  archivedAt: k.time('archived_at'),
  /** Principal. */
  archivedBy: k.text('archived_by'),
  /** In the bin, where the office alone sees it; null: not in the bin. */
  binnedAt: k.time('binned_at'),
  /** Principal. */
  binnedBy: k.text('binned_by'),
  /** Id of the customer or site that it went into the bin with, and comes back with; null: it was put there by itself. */
  binnedWith: k.id('binned_with'),
});

/** Of one that is new. */
export const notPutAway = { archivedAt: null, archivedBy: null, binnedAt: null, binnedBy: null, binnedWith: null };
