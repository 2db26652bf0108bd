/** Words of the sheet of one intervention. */
import type { MoveAct } from '@parvis/sdk';

export const words = {
  appointment: 'Rendez-vous',
  done: 'Réalisée',
  waiting: 'L’entreprise vous proposera un rendez-vous.',
  with: (name: string) => `Avec ${name}`,
  description: 'Votre demande',
  place: 'Lieu',
  equipment: 'Équipement',
  contact: 'Contact sur place',
  files: 'Photos et documents',
  enlarge: (name: string) => `Agrandir ${name}`,
  course: 'Suivi',
  ahead: 'À venir\u00a0:',
  /** What a customer waits for. */
  steps: {
    to_schedule: 'Demande acceptée par l’entreprise',
    scheduled: 'Rendez-vous fixé',
    in_progress: 'Intervention sur place',
    done: 'Intervention terminée',
  },
  /** What was taken back, or taken up again. */
  acts: {
    set_back: 'Remise à cet état',
    reopen: 'Rouverte',
    copy: 'Reprise dans une nouvelle intervention',
  } as Partial<Record<MoveAct, string>>,
  by: (name: string) => `par ${name}`,
  reason: (reason: string) => `Motif\u00a0: ${reason}`,
  add: 'Joindre à l’intervention',
  adding: 'Envoi…',
  cancel: 'Annuler ma demande',
  cancelTitle: 'Annuler cette demande\u00a0?',
  cancelWhy: 'Pour quelle raison\u00a0?',
  cancelHint: 'L’entreprise la lira.',
  cancelRequired: 'Dites-nous pourquoi.',
  keep: 'La garder',
  gone: 'Cette intervention n’est plus accessible.',
};
