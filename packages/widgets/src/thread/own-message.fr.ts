/** Words of what one may still do with a message of one's own. */
export const words = {
  edit: 'Modifier',
  editOf: (text: string) => `Modifier\u00a0: ${text}`,
  withdraw: 'Retirer',
  withdrawOf: (text: string) => `Retirer\u00a0: ${text}`,
  label: 'Votre message, modifié',
  save: 'Enregistrer',
  saving: 'Enregistrement…',
  cancel: 'Annuler',
  missing: 'Écrivez votre message, ou retirez-le.',
  edited: 'Message modifié',
  question: 'Retirer ce message\u00a0? Plus personne ne pourra le lire.',
  keep: 'Garder',
  withdrawn: 'Message retiré',
  refusals: {
    'message-too-old': 'Ce message a plus d’un quart d’heure\u00a0: il ne change plus. Écrivez-en un autre.',
    'dossier-closed': 'Ce dossier vient d’être clos\u00a0: ce message ne change plus.',
    'not-found': 'Ce message a été retiré entre-temps.',
    stale: 'Ce message a été modifié entre-temps, ailleurs. Enregistrez de nouveau pour le remplacer.',
  },
};
