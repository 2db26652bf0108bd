/** Words of the discussion. */
export const words = {
  title: 'Discussion',
  earlier: 'Messages précédents',
  none: 'Aucun message pour l’instant. Écrivez le premier.',
  noneYet: 'Aucun message pour l’instant.',
  you: 'Vous',
  message: 'Votre message',
  send: 'Envoyer le message',
  sending: 'Envoi…',
  missing: 'Écrivez votre message.',
  sent: 'Message envoyé',
  edited: 'modifié',
  withdrawn: 'Message retiré',
  waiting: 'Pas de réseau. Votre message est gardé sur cet appareil et partira dès le retour du réseau.',
  takeBack: 'Ne pas envoyer, modifier',
  closed: 'Ce dossier est clos\u00a0: la discussion se lit, et ne se poursuit plus.',
  closedMeanwhile:
    'Ce dossier vient d’être clos\u00a0: votre message n’est pas parti. Son texte est gardé sur cet appareil.',
  news: (name: string, text: string) => `Nouveau message de ${name}\u00a0: ${text}`,
};
