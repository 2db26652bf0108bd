/** Words of the list of interventions. */
import { plural } from '../shared/plural.ts';

export const words = {
  title: 'Interventions',
  one: 'Intervention',
  search: 'Rechercher',
  searchHint: 'Mot, numéro, lieu…',
  filters: 'Filtrer et trier',
  status: 'État',
  anyStatus: 'Tous les états',
  statuses: {
    waiting: 'En attente',
    scheduled: 'Planifiées',
    underWay: 'En cours',
    finished: 'Terminées',
    cancelled: 'Annulées',
  },
  site: 'Site',
  anySite: 'Tous les sites',
  sort: 'Ordre',
  orders: {
    newest: 'Plus récentes d’abord',
    oldest: 'Plus anciennes d’abord',
    highest: 'Numéros décroissants',
    lowest: 'Numéros croissants',
  },
  found: (count: number, more: boolean) =>
    (more ? 'Plus de ' : '') + plural('fr', count, '#\u00a0intervention', '#\u00a0interventions'),
  ahead: 'À venir',
  past: 'Passées',
  none: 'Aucune intervention pour l’instant.',
  noneInvites: 'Vos interventions apparaîtront ici. Un besoin\u00a0? Demandez la première.',
  noMatch: 'Aucune intervention ne correspond à cette recherche.',
  clear: 'Tout afficher',
  create: 'Demander une intervention',
  stale: 'Pas de réseau\u00a0: voici ce qui était connu. La liste se mettra à jour toute seule.',
  added: (number: number) => `Nouvelle intervention n°\u00a0${number}`,
};
