/** Words of sites, equipment and dossiers. */
export const words = {
  search: 'Nom, adresse…',
  address: 'Adresse',
  contact: 'Sur place',
  site: 'Site',
  all: { sites: 'Tous les sites', equipment: 'Tous les équipements', dossiers: 'Tous les dossiers' },
  none: {
    sites: 'Aucun site n’est enregistré.',
    equipment: 'Aucun équipement n’est enregistré.',
    dossiers: 'Aucun dossier n’est ouvert.',
  },
  isClosed: 'clos',
  serial: 'N° de série',
  installed: 'Installé le',
  warranty: 'Garantie jusqu’au',
  interventionsOf: (name: string) => `Interventions\u00a0: ${name}`,
  choose: 'Choisissez un élément pour voir ce qui s’y passe.',
};
