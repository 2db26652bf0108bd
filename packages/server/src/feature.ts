/**
 * What a feature says of itself, once, in its own folder (`<feature>.feature.ts`). `features.ts` names them, a line each;
 * what is central (policy, handlers, streams, OpenAPI, mail, search, demo, matrix) loops over what they say.
 */
import type { Api, Endpoint, MailKind } from '@parvis/sdk/contract';
import type { Rule } from './access/policy.ts';
import type { Readable, Subject, SubjectType } from './access/readable.ts';
import type { Reach, TenantTable } from './access/scope.ts';
import type { Config } from './config.ts';
import type { Mail, Mails } from './delivery/mail.ts';
import type { Handlers } from './http/handlers.ts';
import type { Finders } from './search/search.finder.ts';
import type { Services } from './services.ts';
import type { Binnables } from './search/search.bin.ts';
import type { Schema } from './store/store.ts';

/** The rows of the demo company as a whole, by table, and its people. */
export interface DemoRows {
  rows: { [Table in keyof Schema]: Schema[Table]['$inferSelect'][] };
  company: Schema['companies']['$inferSelect'];
  admin: Schema['members']['$inferSelect'];
  idAt: (at: string) => string;
}

/** Adds its own, once the stories of its interventions are told. */
type DemoSeed = (demo: DemoRows, config: Config) => void;

export interface Feature<A extends Record<string, Endpoint>> {
  /** Its part of the contract; none where it only keeps something for others. */
  api: A;
  routes(s: Services): Handlers<A>;
  /** Who may call each route. */
  policy: { [Route in keyof A & string]: Rule };
  /** What viewers reach of its tables … */
  reach?: readonly Reach[];
  /** … and why others of them are reached by nobody as such, in a word. */
  internal?: { [Name in TenantTable]?: string };
  subjects?: { [Type in SubjectType]?: Subject };
  /** Those of its things that are searched. */
  finders?: Partial<Finders>;
  /** Those that go into the bin. */
  binnables?: Partial<Binnables>;
  /** Who gets which mail of what happens, and what it says. */
  mails?: { [Kind in MailKind]?: Mail };
  demo?: DemoSeed;
}

export const feature = <A extends Record<string, Endpoint>>(declared: Feature<A>): Feature<A> => declared;

/** All features, put together. */
export interface Features extends Readable {
  routes(s: Services): Handlers<Api>;
  reach: readonly Reach[];
  internal: Partial<Record<TenantTable, string>>;
  mails: Mails;
  finders: Finders;
  binnables: Binnables;
  demo: readonly DemoSeed[];
}
