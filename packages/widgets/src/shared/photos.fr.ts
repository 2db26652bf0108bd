/** Words of the photo picker. */
import type { PhotoSentences } from './sentences.ts';

export const words = {
  kinds: 'Photos (JPEG, PNG, WebP) ou PDF, 10 au plus, 25\u00a0Mo chacune.',
  remove: (name: string) => `Retirer ${name}`,
  progress: (name: string) => `Envoi de ${name}`,
  arrived: (sent: number, all: number) => `${sent} sur ${all} envoyés`,
  waiting: 'En attente',
  delayed: 'Reprendra dès que possible',
  tooMany: (limit: number) => `${limit} fichiers au plus\u00a0: la suite n’a pas été ajoutée.`,
  refused: (name: string, why: string) => `${name}\u00a0: ${why}`,
  errors: {
    'file-too-large': 'ce fichier dépasse 25\u00a0Mo.',
    'unsupported-file': 'seuls JPEG, PNG, WebP et PDF sont acceptés.',
    'heic-not-supported':
      'le format HEIC n’est pas accepté. Choisissez «\u00a0Le plus compatible\u00a0» dans les réglages de l’appareil photo, ou envoyez une capture d’écran.',
    'too-many-pixels': 'cette image est trop lourde à traiter\u00a0: envoyez-la en JPEG ordinaire, ou en plus petit.',
    'http-413': 'cette image est trop lourde à traiter\u00a0: envoyez-la en JPEG ordinaire, ou en plus petit.',
    'picture-too-slow': 'cette image est trop lourde à traiter\u00a0: envoyez-la en JPEG ordinaire, ou en plus petit.',
    'broken-file': 'ce fichier est abîmé et ne peut pas être lu.',
    'too-many-files': 'trop de fichiers attendent déjà. Envoyez d’abord votre demande.',
    'storage-full': 'le service ne peut plus garder de fichiers pour le moment. Votre demande peut partir sans lui.',
    unreadable: 'l’appareil ne l’a plus. Ajoutez-le à nouveau.',
    other: 'l’envoi n’a pas abouti. Ajoutez-le à nouveau.',
  } satisfies PhotoSentences,
};
