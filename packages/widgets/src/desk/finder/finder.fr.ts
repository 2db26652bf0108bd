/** Words of the search of the whole desk. */
import type { FoundKind } from '@parvis/sdk';

export const words = {
  explain:
    'Téléphone (les derniers chiffres suffisent), nom, e-mail, rue, ville, numéro de client, d’intervention ou de série.',
  kinds: { customer: 'Clients', intervention: 'Interventions', site: 'Sites', equipment: 'Équipements' } as Record<
    FoundKind,
    string
  >,
  noMatch: 'Rien ne correspond à cette recherche.',
  last: 'Dernière\u00a0:',
  next: 'Prochaine\u00a0:',
  none: 'Aucune intervention prévue.',
  waiting: (count: string) => `${count} à planifier`,
};
