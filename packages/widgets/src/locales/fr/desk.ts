/** Words of the desk's frame. French is the source: English has the same keys or does not compile. */
import { plural } from '../../shared/plural.ts';

/** « le 13 sept. », but « lundi 2 novembre » and « hier ». */
export const on = (day: string) => (/^\d/.test(day) ? `le ${day}` : day);

export const words = {
  sections: 'Rubriques',
  section: {
    inbox: 'À planifier',
    interventions: 'Interventions',
    customers: 'Clients',
    outbox: 'Courriers',
    settings: 'Réglages',
  },
  inInbox: (count: number) =>
    plural('fr', count, '#\u00a0intervention à planifier', '#\u00a0interventions à planifier'),
  newRequest: 'Une nouvelle intervention vient d’arriver.',
  offline: 'Pas de réseau : la page se mettra à jour dès son retour.',
  signOut: 'Se déconnecter',
  saved: 'C’est enregistré.',
  stale:
    'Cela a changé entre-temps. Ce que vous avez écrit est encore là\u00a0: enregistrez de nouveau pour le garder.',
  undo: 'Annuler',
  more: 'Voir la suite',
  undone: 'C’est annulé.',
  technicianTitle: (name: string) => `Bonjour ${name}`,
  technicianWhy:
    'Le bureau est réservé à l’administration de l’entreprise. Vos interventions vous attendent dans l’application de terrain.',
  keys: 'Raccourcis du clavier',
  /** What the keys of the desk do: each by its name on the keyboard. */
  keyList: [
    ['/', 'Chercher'],
    ['n', 'Créer (une intervention, un client…)'],
    ['↑ ↓', 'Passer d’une ligne à l’autre'],
    ['Entrée', 'Ouvrir la ligne'],
    ['Échap', 'Fermer ce qui est ouvert'],
    ['?', 'Montrer ces raccourcis'],
  ] as [key: string, act: string][],
};
