/** Words for the outbox at the desk. */
import type { MailKind } from '@parvis/sdk';
import { on } from '../desk.fr.ts';

import type { Sentences } from '../../shared/sentences.ts';

export const words = {
  empty: 'Aucun courrier pour le moment.',
  search: 'Rechercher par client, destinataire, e-mail…',
  noMatch: 'Aucun courrier dans cet état.',
  noneFound: 'Aucun courrier ne correspond.',
  all: 'Tous',
  status: 'État',
  statuses: { waiting: 'En attente', sent: 'Envoyé', failed: 'Échec' },
  kinds: {
    link: 'Lien sécurisé',
    invitation: 'Invitation',
    password_reset: 'Mot de passe',
    intervention_requested: 'Nouvelle demande',
    reschedule_requested: 'Empêchement',
    email_changed: 'Adresse remplacée',
    dossier_messages: 'Messages d’un dossier',
    dossier_digest: 'Messages du jour',
  } as Record<MailKind, string>,
  to: 'À',
  subject: 'Objet',
  sent: (when: string) => `envoyé ${on(when)}`,
  next: (when: string) => `nouvel essai ${on(when)}`,
  first: (when: string) => `part ${on(when)}`,
  waiting: 'attend un serveur de courrier',
  lastError: 'Dernière réponse du serveur',
  unsent: 'Pourquoi',
  /** Why a mail did not leave at all, by the codes of the contract. */
  reasons: {
    'recipient-gone': 'La personne n’est plus là\u00a0: rien ne lui est envoyé.',
    'no-address': 'L’adresse e-mail n’en est pas une.',
    'link-ended': 'Le lien ne s’ouvre plus\u00a0: il a été révoqué, ou son temps est passé.',
    'already-active': 'La personne a déjà choisi son mot de passe.',
    'not-active': 'L’adresse n’a pas encore été confirmée par son titulaire.',
    replaced: 'Un courrier plus récent l’a remplacé, ou l’adresse a changé.',
    'subject-gone': 'Ce dont il parlait n’existe plus.',
    unsubscribed: 'La personne ne veut plus de ces e-mails.',
  } as Record<string, string>,
  /** What the mail server meant. */
  answers: {
    noSuchAddress: 'Cette adresse n’existe pas.',
    mailboxFull: 'Sa boîte de réception est pleine.',
    unreachable: 'Le serveur de courrier ne répond pas.',
    refused: 'Le serveur de courrier l’a refusé.',
  },
  undelivered: (to: string, when: string) => `Un e-mail à ${to} n’est pas arrivé (${when}).`,
  read: 'Voir l’e-mail',
  refusals: {
    'already-sent': 'Cet e-mail est déjà parti.',
    'given-up':
      'Cet e-mail ne peut plus partir\u00a0: ce qu’il apporte a été remplacé, ou n’existe plus. Demandez-en un nouveau.',
  } satisfies Sentences,
  retry: 'Essayer maintenant',
  retried: 'Un nouvel essai part.',
};
