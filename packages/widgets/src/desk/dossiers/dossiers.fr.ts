/** Words for dossiers at the desk. */
import type { Sentences } from '../../shared/sentences.ts';

export const words = {
  create: 'Nouveau dossier',
  confirm: 'Ouvrir le dossier',
  isCreated: 'Le dossier est ouvert.',
  status: 'État',
  all: 'Tous',
  statuses: { open: 'En cours', closed: 'Clos', archived: 'Archivé' },
  empty:
    'Aucun dossier pour le moment. Ouvrez le premier\u00a0: ses clients et l’entreprise y suivent un chantier ensemble.',
  noMatch: 'Aucun dossier dans cet état.',
  ofCustomer: 'Dossiers',
  noneOfCustomer: 'Aucun dossier.',
  name: 'Nom',
  nameHint: 'Ce dont il s’agit, comme le client le dirait\u00a0: «\u00a0Rénovation de la salle de bains\u00a0».',
  startsOn: 'Début',
  begins: (day: string) => `début le ${day}`,
  openedOn: 'Ouvert',
  customer: 'Client',
  customers: 'Clients',
  mostCustomers: 'Dix clients au plus prennent part à un dossier.',
  customerMissing: 'Choisissez au moins un client.',
  added: (name: string) => `${name} prend part au dossier.`,
  remove: (name: string) => `Retirer ${name}`,
  interventions: 'Ses interventions',
  edit: 'Modifier',
  editOf: (name: string) => `Modifier ${name}`,
  save: 'Enregistrer',
  close: 'Clore le dossier',
  closeWhy: (name: string) =>
    `Clore «\u00a0${name}\u00a0»\u00a0? Ses clients le lisent encore, mais plus personne n’y écrit ni n’y change rien, vous non plus. Vous pourrez le rouvrir.`,
  isClosed: 'Le dossier est clos.',
  isClosedHere: 'Ce dossier est clos\u00a0: il se lit, et plus personne n’y change rien tant qu’il n’est pas rouvert.',
  reopen: 'Rouvrir le dossier',
  isReopened: 'Le dossier est rouvert.',
  refusals: {
    'dossier-closed': 'Ce dossier vient d’être clos\u00a0: rouvrez-le d’abord.',
  } satisfies Sentences,
};
