/** What Atelier des Monts installs and repairs, and how customers describe it. Brands are invented. */

export interface Model {
  kind: string;
  brand: string;
  model: string;
  /** Whose descriptions apply. */
  family: Family;
}

export type Family = 'boiler' | 'heatPump' | 'waterHeater' | 'collective' | 'ventilation' | 'softener' | 'plumbing';
export type WorkType = 'depannage' | 'entretien' | 'installation' | 'visite' | 'renovation';

export const houseModels: readonly Model[] = [
  { kind: 'Chaudière gaz à condensation', brand: 'Alpinia', model: 'Condens 24', family: 'boiler' },
  { kind: 'Chaudière gaz à condensation', brand: 'Thermelis', model: 'Evo 28', family: 'boiler' },
  { kind: 'Chaudière gaz à condensation', brand: 'Montclair', model: 'Prima 25 C', family: 'boiler' },
  { kind: 'Chaudière fioul', brand: 'Thermelis', model: 'Foyer 30', family: 'boiler' },
  { kind: 'Pompe à chaleur air-eau', brand: 'Isérane', model: 'Aéris 8', family: 'heatPump' },
  { kind: 'Pompe à chaleur air-eau', brand: 'Alpinia', model: 'Névé 11', family: 'heatPump' },
];

export const extraModels: readonly Model[] = [
  { kind: 'Chauffe-eau électrique', brand: 'Calorix', model: 'Stable 200 L', family: 'waterHeater' },
  { kind: 'Chauffe-eau thermodynamique', brand: 'Isérane', model: 'Thermo 250', family: 'waterHeater' },
  { kind: 'Adoucisseur d’eau', brand: 'Clairval', model: 'Duo 15', family: 'softener' },
  { kind: 'Ventilation double flux', brand: 'Aéromont', model: 'Silence 300', family: 'ventilation' },
];

export const buildingModels: readonly Model[] = [
  { kind: 'Chaufferie collective gaz', brand: 'Thermelis', model: 'Collectif 120', family: 'collective' },
  { kind: 'Chaufferie collective gaz', brand: 'Montclair', model: 'Maxima 90', family: 'collective' },
  { kind: 'Sous-station de chauffage urbain', brand: 'Alpinia', model: 'Relais 60', family: 'collective' },
  { kind: 'Ballon d’eau chaude sanitaire', brand: 'Calorix', model: 'Collectif 1000 L', family: 'waterHeater' },
  { kind: 'Ventilation mécanique', brand: 'Aéromont', model: 'Bloc 1200', family: 'ventilation' },
];

export const repairs: Record<Family, readonly string[]> = {
  boiler: [
    'La chaudière se met en sécurité plusieurs fois par jour et affiche le code F28. Il faut la réarmer à la main.',
    'Plus d’eau chaude depuis ce matin, le chauffage fonctionne.',
    'La pression baisse toutes les semaines, je remets de l’eau et elle redescend sous 1 bar.',
    'Bruit de bouillonnement dans la chaudière au démarrage, surtout le matin.',
    'Fuite goutte à goutte sous la chaudière, une bassine se remplit en une nuit.',
    'Les radiateurs de l’étage restent froids alors que ceux du bas chauffent normalement.',
    'Le thermostat du salon n’affiche plus rien et la chaudière tourne sans arrêt.',
    'Odeur de gaz près de la chaudière hier soir, robinet fermé par précaution.',
  ],
  heatPump: [
    'La pompe à chaleur ne démarre plus, l’unité extérieure est prise dans le givre.',
    'Bruit anormal de l’unité extérieure la nuit, les voisins se plaignent.',
    'Code erreur E9 et passage permanent sur l’appoint électrique.',
    'Maison à 17 °C malgré une consigne à 20, la pompe à chaleur tourne en continu.',
  ],
  waterHeater: [
    'Le groupe de sécurité du chauffe-eau coule sans arrêt.',
    'Eau tiède seulement, même après une nuit complète de chauffe.',
    'Le disjoncteur du chauffe-eau saute dès qu’on le remet.',
    'Eau rouillée à l’ouverture des robinets d’eau chaude.',
  ],
  collective: [
    'Plus de chauffage dans toute la cage d’escalier, locataires prévenus.',
    'Température d’eau chaude insuffisante aux derniers étages, 42 °C mesurés.',
    'Alarme de la chaufferie renvoyée cette nuit, brûleur en défaut.',
    'Circulateur bruyant en chaufferie, vibrations ressenties au rez-de-chaussée.',
    'Fuite sur le collecteur de départ, un seau est en place.',
  ],
  ventilation: [
    'La ventilation ne tourne plus depuis la coupure de courant, humidité dans la salle de bain.',
    'Sifflement des bouches de la cuisine, de plus en plus fort.',
    'Moisissures au plafond de la salle de bain, débit à contrôler.',
  ],
  softener: [
    'L’adoucisseur ne se régénère plus, traces de calcaire partout.',
    'Consommation de sel très élevée depuis un mois.',
  ],
  plumbing: [
    'Fuite sous l’évier de la cuisine, le meuble commence à gonfler.',
    'La chasse d’eau coule en permanence, j’ai fermé le robinet d’arrêt.',
    'Robinet thermostatique de la douche bloqué sur l’eau froide.',
    'Évacuation de la douche bouchée, l’eau met vingt minutes à partir.',
    'Le robinet de la baignoire goutte, joint déjà changé sans résultat.',
    'Tache d’humidité au plafond du séjour, sous la salle de bain de l’étage.',
    'Compteur d’eau qui tourne alors que tout est fermé.',
    'Radiateur de la chambre percé, plus de pression dans le circuit.',
    'Vanne d’arrêt générale grippée, impossible de couper l’eau.',
    'Mauvaise odeur par le siphon de la buanderie.',
  ],
};

export const maintenance: Record<Family, string> = {
  boiler: 'Entretien annuel de la chaudière, attestation à remettre.',
  heatPump: 'Entretien de la pompe à chaleur : nettoyage de l’échangeur, contrôle d’étanchéité du circuit.',
  waterHeater: 'Détartrage du chauffe-eau et contrôle de l’anode.',
  collective: 'Visite d’entretien de la chaufferie, relevés et livret à jour.',
  ventilation: 'Nettoyage des bouches et du caisson, mesure des débits.',
  softener: 'Visite annuelle de l’adoucisseur, contrôle de la dureté.',
  plumbing: 'Contrôle des réseaux et des robinets d’arrêt.',
};

export const installations: readonly string[] = [
  'Remplacement de la chaudière par un modèle à condensation, dépose de l’ancienne comprise.',
  'Pose d’un adoucisseur sur l’arrivée générale, raccordement à l’égout.',
  'Remplacement du chauffe-eau, mise aux normes du groupe de sécurité.',
  'Pose de six têtes thermostatiques et équilibrage des radiateurs.',
  'Création d’un point d’eau dans la buanderie.',
  'Installation d’un thermostat programmable sans fil.',
];

export const visits: readonly string[] = [
  'Visite technique avant devis pour une pompe à chaleur.',
  'Métré de la salle de bain en vue de sa rénovation.',
  'Diagnostic du réseau de chauffage, boues suspectées.',
  'Devis pour le remplacement des colonnes d’eau froide.',
];

export const renovations: readonly string[] = [
  'Salle de bain : dépose de la baignoire, pose d’une douche de plain-pied.',
  'Salle d’eau de l’étage : raccordements, meuble vasque et sèche-serviettes.',
  'Cuisine : déplacement des arrivées d’eau et de l’évacuation.',
];

export const cancellations: readonly string[] = [
  'Le problème s’est réglé tout seul.',
  'Client absent, à reprogrammer par ses soins.',
  'Demande en double.',
  'Travaux confiés au bailleur.',
  'Report à l’an prochain à la demande du client.',
  'Logement vendu.',
];

export const accessNotes: readonly string[] = [
  'Portail code 1478B, chien gentil',
  'Clé chez la voisine du 2e gauche',
  'Interphone en panne, téléphoner en arrivant',
  'Stationnement possible dans la cour',
  'Chaufferie au sous-sol, deuxième porte',
  'Sonner deux fois',
];
