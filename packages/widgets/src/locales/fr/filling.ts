/** Words of `<parvis-intervention-form>` beyond its first field. */
export const words = {
  known: 'Pour cette intervention',
  type: 'Type',
  noType: 'À préciser par l’entreprise',
  place: 'Lieu',
  contact: 'Interlocuteur',
  fields: 'Précisions',
  noFields: 'Aucune pour l’instant',
  change: 'Modifier',
  changePart: (part: string) => `Modifier\u00a0: ${part}`,
  send: 'Envoyer la demande',
  sending: 'Envoi…',
  kept: 'Pas de réseau. Votre demande est gardée sur cet appareil et partira dès le retour du réseau.',
  keptAway:
    'Le service ne répond pas pour le moment. Votre demande est gardée sur cet appareil et partira dès qu’il répondra.',
  restored: 'Votre brouillon a été repris.',
  alreadySent: 'Cette demande était déjà partie. Vérifiez la liste avant d’en envoyer une autre.',
  preview: 'Aperçu\u00a0: rien ne peut être envoyé d’ici.',
  closed: (company: string) => `${company} ne prend pas de demandes en ligne pour le moment.`,
  call: (phone: string) => `Appelez le ${phone}`,
  created: 'Votre demande est bien arrivée',
  createdNumber: (number: number) => `Intervention n°\u00a0${number}`,
  createdNext: (company: string) =>
    `${company} l’a reçue et vous proposera un rendez-vous. Vous pouvez suivre son avancement ici à tout moment.`,
};
