/** Words of sites and equipment. */
export const words = {
  search: 'Nom, adresse…',
  address: 'Adresse',
  contact: 'Sur place',
  site: 'Site',
  all: { sites: 'Tous les sites', equipment: 'Tous les équipements' },
  none: { sites: 'Aucun site n’est enregistré.', equipment: 'Aucun équipement n’est enregistré.' },
  serial: 'N° de série',
  installed: 'Installé le',
  warranty: 'Garantie jusqu’au',
  interventionsOf: (name: string) => `Interventions\u00a0: ${name}`,
  choose: 'Choisissez un élément pour voir ses interventions.',
};
