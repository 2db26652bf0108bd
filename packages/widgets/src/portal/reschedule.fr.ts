/** Words of « Un empêchement ? ». */
export const words = {
  title: 'Un empêchement\u00a0?',
  callUs: 'Le plus rapide est d’appeler\u00a0:',
  when: 'Quand pourriez-vous plutôt\u00a0?',
  hint: 'Par exemple\u00a0: jeudi matin, ou la semaine prochaine après 17\u00a0h.',
  send: 'Demander un autre moment',
  sending: 'Envoi…',
  missing: 'Dites-nous quand vous pourriez.',
  tooLate: 'Ce rendez-vous ne peut plus être déplacé ici\u00a0: appelez l’entreprise. Votre texte est gardé.',
  sentTitle: 'Votre demande est transmise',
  sent: 'Le rendez-vous reste prévu tant que l’entreprise ne vous a pas répondu. La réponse se lira ici.',
};
