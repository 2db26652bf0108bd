/** Words of sites and equipment. */
export const words = {
  search: 'Nom, adresse…',
  address: 'Adresse',
  contact: 'Sur place',
  site: 'Site',
  allSites: 'Tous les sites',
  allEquipment: 'Tous les équipements',
  noSites: 'Aucun site n’est enregistré.',
  noEquipment: 'Aucun équipement n’est enregistré.',
  serial: 'N° de série',
  installed: 'Installé le',
  warranty: 'Garantie jusqu’au',
  interventionsOf: (name: string) => `Interventions\u00a0: ${name}`,
  choose: 'Choisissez un élément pour voir ses interventions.',
};
