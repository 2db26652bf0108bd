/** Words for the morning page of the desk. */
export const words = {
  late: 'En retard',
  noneLate: 'Rien n’est en retard.',
  requested: 'Demandes sans réponse',
  noneRequested: 'Toutes les demandes ont une réponse.',
  undelivered: 'Courriers non remis',
  noneUndelivered: 'Aucun courrier n’a été refusé ces sept derniers jours.',
  jobs: 'Interventions du jour',
  noJobs: 'Rien n’est planifié aujourd’hui.',
  nobody: 'Sans intervenant',
  since: (howLong: string) => `depuis ${howLong}`,
  until: (when: string) => `devait finir ${when}`,
  others: (count: string) => `et ${count} autres`,
  inbox: 'Voir tout ce qui est à planifier',
};
