/** What each feature brings to the matrix and its neighbours, in `<feature>/<feature>.matrix.testing.ts`. */
import type { ApiRoute, ContactRight, Scope } from '@parvis/sdk/contract';
import type { AudienceKey } from './access/audience.ts';
import type { SubjectType } from './access/readable.ts';
import { newId } from './ids.ts';
import type { SignedIn, TestRows } from './store/rows.testing.ts';
import type { Store } from './store/store.ts';
import type { Heard } from './work/intervention.audience.ts';

export interface MatrixRows {
  /** For each route that takes one, a body such as the contract takes, that changes nothing others rely on. */
  bodies?: { [Route in ApiRoute]?: BodyOf };
  /** What a call takes away or moves on is made for that call alone; and, where no path says which, what a list is read for (`told`). */
  made?: { [Route in ApiRoute]?: Make };
  /** Edits of the neighbour's things, and rows of bulk writes, that do change something. */
  changes?: { [Route in ApiRoute]?: (mine: Things) => object | object[] };
  /** Ids that bodies name. */
  references?: readonly Reference[];
  /** One of each kind of thing that entries are about. */
  told?: { [Type in SubjectType]?: (on: Told) => Thing };
}

export type BodyOf = (its: Things, identity: Identity) => object;

export type Make = (
  world: MatrixWorld,
  at: { companyId: string } & Things,
  identity: Identity,
  relation: keyof MatrixWorld['companies'],
) => Promise<Fresh>;

/** What is another for this call. */
export interface Fresh {
  token?: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: object | Uint8Array;
}

export interface Reference {
  route: ApiRoute;
  /** What is named, and where. */
  name: Name;
  field: string;
  /** Laid over the body of a call that is right. */
  body(id: string): object;
  /** Where it is refused with `not-held` to whoever does not see all, whatever is named. */
  tooWide?: string;
}

/** A thing of the world, by whom it is asked for and how. */
export interface Told {
  companyId: string;
  its: Things & Record<string, string>;
  /** Whose what belongs to its intervention is. */
  held: Heard;
  /** `id`: what the answer must be about, where no path says it. */
  reads(route: ApiRoute, id?: string): Thing['read'];
  lists(route: ApiRoute, id: string): Thing['read'];
  /** A contact, at the head of their portal; anybody else as said. */
  atHead(of: 'company' | 'customer' | 'contact', id: string, otherwise: Thing['read']): Thing['read'];
}

export interface Thing {
  /** Read by those who see but their own, and not told them: an entry does not say who works for a customer. */
  untoldToAssignees?: true;
  /** Of its entries. */
  audience: readonly AudienceKey[];
  /** Whether the caller reads it. */
  read(identity: Identity): Promise<boolean>;
}

export const address = { line1: '1 rue', line2: '', postalCode: '69001', city: 'Lyon', country: 'FR' };
export const nothing: BodyOf = () => ({});
export const oneRow: BodyOf = () => ({ rows: [{}] });
export const unknownFile: BodyOf = () => ({ fileIds: [newId()] });
/** `customerId` in a body. */
export const at = (field: string) => (id: string) => ({ [field]: id });

/**
 * Whose the thing in the path is, for the company and the customer under test. A sibling is the same customer's, at another
 * site and in another dossier.
 */
export const relations = ['mine', 'sibling', 'neighbour', 'foreign', 'unknown'] as const;
export type Relation = (typeof relations)[number];

/** A caller, and what the policy table knows them as. */
export interface Identity {
  token: string | null;
  as:
    | { kind: 'nobody' }
    | { kind: 'contact'; scope: Scope['kind']; rights?: ContactRight[]; preview?: true; off?: true }
    | { kind: 'stakeholder' }
    | { kind: 'member'; role: 'admin' | 'office' | 'technician'; rights?: string[]; seesOwn?: true }
    | { kind: 'key'; role?: 'technician'; makerId?: string };
  /** What they see of the things in paths, by the name that the path gives them. */
  sees(name: Name, relation: Relation): boolean;
  /** Where theirs is another one than everybody's `mine`. */
  own?: Partial<Things>;
  principal: string;
}

/** What the routes' paths name. What is none of the world's things is made for the call. */
export type Name = keyof Things | NamedIn<ApiRoute>;
type NamedIn<R> = R extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamedIn<Rest>
  : R extends `${string}:${infer Name}`
    ? Name
    : never;

/** One of everything, for one relation. */
export type Things = Record<
  | 'customerId'
  | 'contactId'
  | 'siteId'
  | 'equipmentId'
  | 'interventionId'
  | 'fieldId'
  | 'memberId'
  | 'mailId'
  | 'linkId'
  | 'dossierId'
  | 'stakeholderId',
  string
>;

/** Everybody who may ask, and what is theirs; what a call uses up is made by `t`. */
export interface MatrixWorld {
  t: MatrixApp;
  identities: Record<string, Identity>;
  things: Record<Relation, Things>;
  companies: Record<Exclude<Relation, 'unknown'>, string>;
  /** Another token of the same caller, which may end. */
  anotherSession(identity: Identity): Promise<string>;
  /** Somebody else of the first company, whose sessions may end. */
  anotherMember(role: 'admin' | 'office' | 'technician', password?: string): Promise<{ token: string }>;
}

/** The app under test, as far as features make rows by it. */
export interface MatrixApp extends TestRows {
  s: { store: Store };
  session(
    asked: { companyId: string } & ({ memberId: string } | { contactId: string; scope: Scope }),
  ): Promise<SignedIn & { sessionId: string }>;
}
