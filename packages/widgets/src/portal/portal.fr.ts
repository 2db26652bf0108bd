/** Words of `<parvis-portal>`. */
import { plural } from '../shared/plural.ts';

export const words = {
  customerNumber: 'N° client',
  address: 'Adresse',
  contact: 'Interlocuteur',
  notSignedOut: 'La déconnexion n’est pas terminée. Réessayez quand le réseau sera là.',
  signOut: 'Se déconnecter',
  preview: (contact: string) => `Aperçu\u00a0: le portail tel que le voit ${contact}. Rien ne peut être changé d’ici.`,
  information: 'Mes informations',
  open: (count: number) =>
    plural('fr', count, '#\u00a0intervention suit son cours', '#\u00a0interventions suivent leur cours'),
  allDone: 'Rien n’est prévu pour le moment.',
  partLost: 'Une partie de la page n’est pas arrivée. Rien n’est perdu\u00a0: réessayez.',
  create: 'Créer une intervention',
  interventions: 'Interventions',
  sites: 'Sites',
  site: 'Site',
  equipment: 'Équipements',
  allSites: 'Tous les sites',
  allEquipment: 'Tous les équipements',
  noSites: 'Aucun site n’est enregistré.',
  noEquipment: 'Aucun équipement n’est enregistré.',
  serial: 'N° de série',
  installed: 'Installé le',
  warranty: 'Garantie jusqu’au',
  interventionsOf: (name: string) => `Interventions\u00a0: ${name}`,
  choose: 'Choisissez un élément pour voir ses interventions.',
};
