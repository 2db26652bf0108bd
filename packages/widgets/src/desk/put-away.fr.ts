/** Words of what is archived, or put into the bin, wherever that is at the desk. */
import type { BinnedKind } from '@parvis/sdk';

export const words = {
  archive: 'Archiver',
  archiveOf: (name: string) => `Archiver ${name}`,
  unarchive: 'Désarchiver',
  unarchiveOf: (name: string) => `Désarchiver ${name}`,
  bin: 'Mettre à la corbeille',
  binOf: (name: string) => `Mettre à la corbeille\u00a0: ${name}`,
  restore: 'Restaurer',
  restoreOf: (name: string) => `Restaurer ${name}`,
  isArchivedHere: 'Archivé\u00a0: il n’est plus dans les listes.',
  isArchived: (name: string) => `${name}\u00a0: c’est archivé.`,
  isUnarchived: (name: string) => `${name}\u00a0: c’est désarchivé.`,
  isBinned: (name: string) => `${name}\u00a0: c’est à la corbeille.`,
  isRestored: (name: string) => `${name}\u00a0: c’est restauré, comme avant.`,
  binCustomer: (name: string) =>
    `Mettre ${name} à la corbeille\u00a0? Ses sites, ses équipements et ses interventions partent avec\u00a0: plus personne ne les voit, ses liens ne s’ouvrent plus. Tout revient en le restaurant.`,
  /** Of an intervention that is not over; to whom it is given. */
  binOpen: (status: string, assignee: string | undefined) =>
    `Cette intervention n’est pas finie (${status}). À la corbeille, elle disparaît pour le client${assignee ? ` et pour ${assignee}` : ''}, sans raison donnée. Pour que le client sache pourquoi, annulez-la plutôt. La mettre à la corbeille\u00a0?`,
  archived: 'Archivés',
  noneArchived: 'Rien n’est archivé.',
  kinds: { customer: 'Client', intervention: 'Intervention', site: 'Site', equipment: 'Équipement' } as Record<
    BinnedKind,
    string
  >,
  kind: 'Quoi',
  everyKind: 'Tout',
  search: 'Nom, numéro ou mot',
  empty: 'La corbeille est vide.',
  noMatch: 'Rien ne correspond dans la corbeille.',
  put: (day: string, by: string | null) => `mis à la corbeille ${day}${by ? ` par ${by}` : ''}`,
};
