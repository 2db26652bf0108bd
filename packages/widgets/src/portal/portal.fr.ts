/** Words of `<parvis-portal>`. */
import { plural } from '../shared/plural.ts';

export const words = {
  notSignedOut: 'La déconnexion n’est pas terminée. Réessayez quand le réseau sera là.',
  signOut: 'Se déconnecter',
  preview: (contact: string) => `Aperçu\u00a0: le portail tel que le voit ${contact}. Rien ne peut être changé d’ici.`,
  information: 'Mes informations',
  /** Of the appointment. */
  next: (name: string) => `Prochain rendez-vous${name && `, avec ${name}`}`,
  past: (name: string) => `Rendez-vous${name && `, avec ${name}`}`,
  enRoute: (name: string) => `${name || 'L’intervenant'} est en route`,
  atWork: (name: string) => `${name || 'L’intervenant'} est à l’œuvre`,
  toCalendar: 'Ajouter à mon agenda',
  cannot: 'Un empêchement\u00a0?',
  asked: 'Vous avez demandé un autre moment. L’entreprise vous répondra ici.',
  /** How the company answered who asked for another moment. */
  answers: {
    kept: 'Vous aviez demandé un autre moment\u00a0: l’entreprise garde ce rendez-vous.',
    rescheduled: 'Vous aviez demandé un autre moment\u00a0: voici le nouveau.',
    lapsed: '',
  },
  open: (count: number) =>
    plural('fr', count, '#\u00a0intervention suit son cours', '#\u00a0interventions suivent leur cours'),
  allDone: 'Rien n’est prévu pour le moment.',
  create: 'Demander une intervention',
  interventions: 'Interventions',
  sites: 'Sites',
  equipment: 'Équipements',
  dossiers: 'Dossiers',
};
