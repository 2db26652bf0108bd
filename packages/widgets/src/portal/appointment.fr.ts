/** Words of the next appointment. */
export const words = {
  next: (name?: string) => `Prochain rendez-vous${name ? `, avec ${name}` : ''}`,
  past: (name?: string) => `Rendez-vous${name ? `, avec ${name}` : ''}`,
  enRoute: (name: string | undefined) => `${name ?? 'L’intervenant'} est en route`,
  atWork: (name: string | undefined) => `${name ?? 'L’intervenant'} est à l’œuvre`,
  toCalendar: 'Ajouter à mon agenda',
  cannot: 'Un empêchement\u00a0?',
  asked: 'Vous avez demandé un autre moment. L’entreprise vous répondra.',
};
