/** Words that several screens use. French is the source: English has the same keys or does not compile. */
import type { InterventionStatus } from '@parvis/sdk';
import type { FieldSentences, Sentences } from './sentences.ts';

const status: Record<InterventionStatus, string> = {
  requested: 'Demandée',
  to_schedule: 'À planifier',
  scheduled: 'Planifiée',
  en_route: 'En route',
  in_progress: 'En cours',
  done: 'Terminée',
  signed: 'Signée',
  cancelled: 'Annulée',
};

export const words = {
  status,
  retry: 'Réessayer',
  close: 'Fermer',
  signedOut: 'Vous êtes déconnecté',
  optional: 'facultatif',
  number: (number: number) => `n°\u00a0${number}`,
  intervention: (number: number) => `Intervention n°\u00a0${number}`,
  attachments: 'Pièces jointes',
  addPhotos: 'Ajouter des photos',
  download: (name: string) => `Télécharger ${name}`,
  /** For `Intl`. */
  locale: 'fr-FR',
  /** What a field's code says beside it. */
  fieldErrors: {
    required: 'Il manque une réponse ici.',
    'too-long': 'Ce texte est trop long.',
    'not-a-number': 'Indiquez un nombre.',
    phone: 'Ce numéro ne semble pas complet.',
    'unknown-choice': 'Ce choix n’existe plus.',
    'unknown-reference': 'Ce choix n’existe plus.',
    invalid: 'Cette valeur ne convient pas.',
  } satisfies FieldSentences,
  /** What a problem's code says to a customer: what happened, what is kept, what to do. */
  problems: {
    offline: 'Pas de réseau. Rien n’est perdu\u00a0: la page reprendra dès son retour.',
    'not-found': 'Cet élément n’existe plus ou n’est plus accessible.',
    'get-session-failed': 'Cette page n’a pas pu dire qui vous êtes. Réessayez.',
    forbidden: 'Cette action n’est pas permise avec votre accès.',
    'move-not-allowed': 'L’intervention a changé entre-temps\u00a0: son état a été mis à jour.',
    'hourly-limit': 'C’est beaucoup en peu de temps. Rien n’est perdu\u00a0: réessayez dans une heure.',
    'intervention-full': 'Cette intervention a déjà 50 fichiers, autant qu’elle peut en avoir.',
    'too-many-requests': 'Trop d’essais à la suite. Réessayez dans quelques minutes.',
    other: 'Le service ne répond pas comme prévu. Rien n’est perdu\u00a0: réessayez dans un instant.',
  } satisfies Sentences,
};
