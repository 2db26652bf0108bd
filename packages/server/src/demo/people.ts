/** Who Atelier des Monts works for: people and places that do not exist, near Lyon. */
import type { Address } from '@parvis/sdk/contract';

const towns = {
  croixRousse: ['69004', 'Lyon'],
  pentes: ['69001', 'Lyon'],
  vaise: ['69009', 'Lyon'],
  caluire: ['69300', 'Caluire-et-Cuire'],
  collonges: ['69660', 'Collonges-au-Mont-d’Or'],
  saintCyr: ['69450', 'Saint-Cyr-au-Mont-d’Or'],
  saintDidier: ['69370', 'Saint-Didier-au-Mont-d’Or'],
  champagne: ['69410', 'Champagne-au-Mont-d’Or'],
  couzon: ['69270', 'Couzon-au-Mont-d’Or'],
  poleymieux: ['69250', 'Poleymieux-au-Mont-d’Or'],
  limonest: ['69760', 'Limonest'],
  dardilly: ['69570', 'Dardilly'],
  ecully: ['69130', 'Écully'],
  tassin: ['69160', 'Tassin-la-Demi-Lune'],
  craponne: ['69290', 'Craponne'],
  francheville: ['69340', 'Francheville'],
  neuville: ['69250', 'Neuville-sur-Saône'],
  chasselay: ['69380', 'Chasselay'],
  arbresle: ['69210', 'L’Arbresle'],
  villard: ['38250', 'Villard-de-Lans'],
} as const satisfies Record<string, readonly [postalCode: string, city: string]>;

export type Town = keyof typeof towns;

export const addressIn = (line1: string, town: Town, line2 = ''): Address => {
  const [postalCode, city] = towns[town];
  return { line1, line2, postalCode, city, country: 'FR' };
};

export interface Person {
  firstName: string;
  lastName: string;
  street: string;
  town: Town;
  /** Shown to the customer at the head of the portal. */
  extra?: string;
  status?: 'prospect';
  lang?: 'en';
  /** Shares the house and the contract. */
  partner?: string;
  /** A second place, by the name the family gives it. */
  second?: { name: string; street: string; town: Town };
}

/** The first one is whom the demo's portal opens for. */
export const people: readonly Person[] = [
  {
    firstName: 'Éléonore',
    lastName: 'Vasseur',
    street: '14 chemin des Cerisiers',
    town: 'saintCyr',
    extra:
      'Contrat d’entretien Sérénité : une visite par an, déplacement compris, dépannage sous 24 heures ouvrées. Prochaine échéance à l’automne.',
    partner: 'Thomas',
    second: { name: 'Le chalet', street: '3 route des Clots', town: 'villard' },
  },
  { firstName: 'Mathilde', lastName: 'Aubert', street: '8 rue du Mail', town: 'croixRousse' },
  { firstName: 'Karim', lastName: 'Haddad', street: '27 avenue du Général-Leclerc', town: 'caluire', partner: 'Nadia' },
  { firstName: 'Françoise', lastName: 'Pélissier', street: '5 montée du Cimetière', town: 'collonges' },
  { firstName: 'Olivier', lastName: 'Grandjean', street: '112 route de Limonest', town: 'dardilly' },
  { firstName: 'Anaïs', lastName: 'Lefèvre', street: '3 rue Jean-Baptiste-Say', town: 'pentes' },
  { firstName: 'Bernard', lastName: 'Cœurdevey', street: '19 chemin de Fontanières', town: 'couzon' },
  { firstName: 'Sofia', lastName: 'Martins', street: '41 rue Marietton', town: 'vaise' },
  {
    firstName: 'Jean-Luc',
    lastName: 'Bouvier',
    street: '6 impasse des Lavandières',
    town: 'neuville',
    partner: 'Odile',
  },
  { firstName: 'Camille', lastName: 'Nguyen', street: '22 chemin du Trouillat', town: 'ecully' },
  { firstName: 'Gérard', lastName: 'Thévenet', street: '9 chemin des Gorges', town: 'poleymieux' },
  { firstName: 'Inès', lastName: 'Belkacem', street: '15 avenue de la République', town: 'tassin' },
  { firstName: 'Hélène', lastName: 'Desroches', street: '31 rue du Bottet', town: 'neuville' },
  { firstName: 'Antoine', lastName: 'Moreau-Lacombe', street: '2 allée des Tilleuls', town: 'saintDidier' },
  { firstName: 'Yvette', lastName: 'Chavanne', street: '17 rue de la Voie-Lactée', town: 'craponne' },
  { firstName: 'Romain', lastName: 'Perret', street: '54 rue d’Austerlitz', town: 'croixRousse' },
  { firstName: 'Lucie', lastName: 'Fontanel', street: '7 chemin de la Chaux', town: 'francheville' },
  { firstName: 'Mehdi', lastName: 'Ouali', street: '13 rue Roger-Salengro', town: 'tassin', partner: 'Sarah' },
  { firstName: 'Paulette', lastName: 'Jacquemond', street: '1 place de l’Église', town: 'chasselay' },
  { firstName: 'Nicolas', lastName: 'Verdier', street: '88 route de Paris', town: 'champagne' },
  { firstName: 'Emily', lastName: 'Harrison', street: '25 chemin de la Sarra', town: 'saintCyr', lang: 'en' },
  { firstName: 'Stéphane', lastName: 'Blanchard', street: '4 rue des Vignes', town: 'limonest' },
  { firstName: 'Claudine', lastName: 'Rivoire', street: '36 grande rue', town: 'arbresle' },
  { firstName: 'Maxime', lastName: 'Dupuy', street: '10 quai Arloing', town: 'vaise' },
  {
    firstName: 'Agnès',
    lastName: 'Saint-Martin',
    street: '3 chemin du Mont-Cindre',
    town: 'saintCyr',
    second: { name: 'L’atelier', street: '18 rue des Gloriettes', town: 'croixRousse' },
  },
  { firstName: 'Guillaume', lastName: 'Laffont', street: '29 chemin des Hautinières', town: 'dardilly' },
  { firstName: 'Marie-Noëlle', lastName: 'Œuvrard', street: '12 rue Pierre-Dupont', town: 'croixRousse' },
  { firstName: 'Abdou', lastName: 'Diallo', street: '61 avenue Joannès-Masset', town: 'vaise' },
  { firstName: 'Léa', lastName: 'Roche', street: '16 rue de Margnolles', town: 'caluire' },
  { firstName: 'Patrick', lastName: 'Garnier', street: '7 chemin de Montessuy', town: 'caluire' },
  { firstName: 'Élodie', lastName: 'Charrier', street: '45 rue de l’Oiselière', town: 'limonest', status: 'prospect' },
  { firstName: 'Vincent', lastName: 'Maréchal', street: '2 rue du Château', town: 'francheville', status: 'prospect' },
];

export interface Organization {
  name: string;
  street: string;
  town: Town;
  extra?: string;
  contacts: readonly { firstName: string; lastName: string; mail: string }[];
  sites: readonly { name: string; street: string; town: Town; guardian?: string }[];
}

export const organizations: readonly Organization[] = [
  {
    name: 'Habitat des Monts',
    street: '120 avenue Barthélemy-Buyer',
    town: 'vaise',
    extra:
      'Marché d’entretien 2025-2028, lot chauffage et plomberie. Toute intervention au-delà de 600 € HT demande un bon de commande.',
    contacts: [
      { firstName: 'Delphine', lastName: 'Joubert', mail: 'd.joubert@habitat-des-monts.example' },
      { firstName: 'Farid', lastName: 'Meziane', mail: 'f.meziane@habitat-des-monts.example' },
      { firstName: 'Christine', lastName: 'Poncet', mail: 'c.poncet@habitat-des-monts.example' },
    ],
    sites: [
      {
        name: 'Résidence Les Glycines, bâtiment A',
        street: '4 rue des Docks',
        town: 'vaise',
        guardian: 'Manuel Ferreira',
      },
      {
        name: 'Résidence Les Glycines, bâtiment B',
        street: '6 rue des Docks',
        town: 'vaise',
        guardian: 'Manuel Ferreira',
      },
      { name: 'Résidence du Vallon', street: '33 rue du Vallon', town: 'ecully', guardian: 'Josiane Prost' },
      { name: 'Résidence Bellevue', street: '70 boulevard des Canuts', town: 'croixRousse', guardian: 'Ahmed Slimani' },
      { name: 'Résidence Le Belvédère', street: '11 montée des Forts', town: 'caluire' },
      { name: 'Résidence des Saules', street: '2 rue des Saules', town: 'neuville', guardian: 'Sylvie Combe' },
      { name: 'Résidence Val de Saône', street: '58 quai Clemenceau', town: 'caluire' },
      { name: 'Résidence Le Clos Fleuri', street: '9 rue du Stade', town: 'craponne' },
      { name: 'Foyer des Aînés', street: '21 rue de la Mairie', town: 'champagne', guardian: 'Isabelle Ray' },
      { name: 'Résidence Les Érables', street: '15 rue Joliot-Curie', town: 'tassin', guardian: 'Patricia Nunes' },
      { name: 'Loge et bureaux', street: '120 avenue Barthélemy-Buyer', town: 'vaise' },
    ],
  },
  {
    name: 'Restaurant La Cour des Tisserands',
    street: '23 rue Burdeau',
    town: 'pentes',
    extra: 'Interventions possibles de 14 h 30 à 18 h, ou le lundi toute la journée. Entrée par la cour.',
    contacts: [{ firstName: 'Julien', lastName: 'Cassagne', mail: 'julien@cour-des-tisserands.example' }],
    sites: [
      { name: 'Cuisine et salle', street: '23 rue Burdeau', town: 'pentes' },
      { name: 'Laboratoire de pâtisserie', street: '5 rue Sergent-Blandan', town: 'pentes' },
    ],
  },
  {
    name: 'Syndic Régie Saône et Monts',
    street: '14 place Bellevue',
    town: 'croixRousse',
    contacts: [
      { firstName: 'Sandrine', lastName: 'Oriol', mail: 's.oriol@saone-et-monts.example' },
      { firstName: 'Hugo', lastName: 'Delmas', mail: 'h.delmas@saone-et-monts.example' },
    ],
    sites: [
      {
        name: 'Copropriété Le Parc de Rochecardon',
        street: '40 chemin de Rochecardon',
        town: 'saintDidier',
        guardian: 'Luis Da Costa',
      },
      { name: 'Copropriété 18 rue d’Ivry', street: '18 rue d’Ivry', town: 'croixRousse' },
      { name: 'Copropriété Les Jardins d’Écully', street: '7 avenue Guy-de-Collongue', town: 'ecully' },
      { name: 'Copropriété Quai Saint-Vincent', street: '31 quai Saint-Vincent', town: 'pentes' },
    ],
  },
  {
    name: 'Boulangerie Au Levain des Monts',
    street: '2 place de la Liberté',
    town: 'saintDidier',
    contacts: [{ firstName: 'Aurélie', lastName: 'Gonon', mail: 'contact@levain-des-monts.example' }],
    sites: [{ name: 'Fournil et boutique', street: '2 place de la Liberté', town: 'saintDidier' }],
  },
  {
    name: 'Cabinet dentaire des Célestes',
    street: '50 avenue de Champagne',
    town: 'dardilly',
    contacts: [{ firstName: 'Dr Anne', lastName: 'Sabatier', mail: 'secretariat@cabinet-celestes.example' }],
    sites: [{ name: 'Cabinet', street: '50 avenue de Champagne', town: 'dardilly' }],
  },
  {
    name: 'Commune de Poleymieux, services techniques',
    street: '1 place de la Mairie',
    town: 'poleymieux',
    contacts: [{ firstName: 'Rémi', lastName: 'Coquard', mail: 'technique@mairie-poleymieux.example' }],
    sites: [
      { name: 'École primaire', street: '3 rue de l’École', town: 'poleymieux' },
      { name: 'Salle des fêtes', street: '12 route de la Rivière', town: 'poleymieux' },
      { name: 'Mairie', street: '1 place de la Mairie', town: 'poleymieux' },
    ],
  },
  {
    name: 'Hôtel du Pont Neuf',
    street: '8 quai Pasteur',
    town: 'neuville',
    contacts: [{ firstName: 'Marc', lastName: 'Vidal', mail: 'direction@hotel-pont-neuf.example' }],
    sites: [
      { name: 'Hôtel, 24 chambres', street: '8 quai Pasteur', town: 'neuville' },
      { name: 'Annexe du jardin', street: '10 quai Pasteur', town: 'neuville' },
    ],
  },
  {
    name: 'Domaine viticole Perraud',
    street: '270 route des Crus',
    town: 'chasselay',
    contacts: [{ firstName: 'Benoît', lastName: 'Perraud', mail: 'benoit@domaine-perraud.example' }],
    sites: [
      { name: 'Chai', street: '270 route des Crus', town: 'chasselay' },
      { name: 'Maison d’habitation', street: '272 route des Crus', town: 'chasselay' },
    ],
  },
];
