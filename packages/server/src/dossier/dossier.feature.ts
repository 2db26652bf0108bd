import { feature } from '../feature.ts';
import { dossiers } from './dossier.reach.ts';

export const dossierFeature = feature({
  api: {},
  routes: () => ({}),
  policy: {},
  reach: [dossiers],
});
