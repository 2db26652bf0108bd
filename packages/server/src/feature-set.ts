/** What the features declare, put together: handed to whatever stands above or beside them (`Services.features`). */
import type { Api, ApiRoute } from '@parvis/sdk/contract';
import type { Rule } from './access/policy.ts';
import type { Feature, Features } from './feature.ts';
import * as declared from './features.ts';

type Declared = (typeof declared)[keyof typeof declared];
type KeysOf<Each> = Each extends unknown ? keyof Each : never;

/** Of each, what does not hang on its routes. */
type Said = Omit<Feature<Api>, 'api' | 'policy' | 'routes'> & { policy: object };

const all = Object.values<Said>(declared);

const merged = (parts: readonly (object | undefined)[]): object => Object.assign({}, ...parts);

// Does not compile when a route of the contract is no feature's.
const policy: Record<ApiRoute, Rule> = merged(all.map((each) => each.policy)) as Record<
  KeysOf<Declared['policy']>,
  Rule
>;

export const features: Features = {
  policy,
  // Each feature's handlers fit its own part of the contract: `feature()` has seen to it.
  routes: (s) => merged(Object.values(declared).map((each) => each.routes(s))) as ReturnType<Features['routes']>,
  subjects: merged(all.map(({ subjects }) => subjects)) as Features['subjects'],
  mails: merged(all.map(({ mails }) => mails)) as Features['mails'],
  finders: merged(all.map(({ finders }) => finders)) as Features['finders'],
  binnables: merged(all.map(({ binnables }) => binnables)) as Features['binnables'],
  demo: all.flatMap(({ demo }) => demo ?? []),
  reach: all.flatMap(({ reach = [] }) => reach),
  internal: {
    ...merged(all.map(({ internal }) => internal)),
    // Of the rooms that work for all features.
    journalReaders: 'progress',
    searched: 'index',
    searchWords: 'index',
    idempotency: 'replay',
    lookups: 'index',
  },
};
