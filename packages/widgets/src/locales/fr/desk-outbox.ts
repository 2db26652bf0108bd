/** Words for the outbox at the desk. */
import type { MailKind } from '@parvis/sdk';

export const words = {
  title: 'Courriers',
  empty: 'Aucun courrier pour le moment.',
  noMatch: 'Aucun courrier dans cet état.',
  all: 'Tous',
  status: 'État',
  statuses: { waiting: 'En attente', sent: 'Envoyé', failed: 'Échec' },
  kinds: {
    link: 'Lien sécurisé',
    invitation: 'Invitation',
    password_reset: 'Mot de passe',
    intervention_requested: 'Nouvelle demande',
  } as Record<MailKind, string>,
  to: 'À',
  subject: 'Objet',
  sent: (when: string) => `envoyé ${when}`,
  next: (when: string) => `nouvel essai ${when}`,
  waiting: 'attend un serveur de courrier',
  lastError: 'Dernière réponse du serveur',
  retry: 'Essayer maintenant',
  retried: 'Un nouvel essai part.',
  back: 'Retour à la liste',
};
