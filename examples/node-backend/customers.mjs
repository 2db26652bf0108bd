/** The company's own customers, as its site knows them. In a real site: the database that is there already. */
export const customers = [
  {
    email: 'camille@courriel.example',
    password: 'camille',
    customer: {
      externalId: 'site-1041',
      kind: 'person',
      firstName: 'Camille',
      lastName: 'Arnaud',
      address: { line1: '6 rue du Puits', postalCode: '69530', city: 'Brignais', country: 'FR' },
    },
    contact: {
      externalId: 'site-1041-a',
      customerExternalId: 'site-1041',
      firstName: 'Camille',
      lastName: 'Arnaud',
      email: 'camille@courriel.example',
    },
  },
  {
    email: 'syndic@courriel.example',
    password: 'syndic',
    customer: {
      externalId: 'site-2007',
      kind: 'organization',
      lastName: 'Syndic du Parc Montaigne',
      address: { line1: '90 avenue Foch', postalCode: '69006', city: 'Lyon', country: 'FR' },
    },
    contact: {
      externalId: 'site-2007-a',
      customerExternalId: 'site-2007',
      firstName: 'Odile',
      lastName: 'Perrin',
      email: 'syndic@courriel.example',
    },
  },
];
