/** What each feature brings to the matrix and its neighbours (`<feature>/<feature>.matrix.testing.ts`), put together. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiRoute } from '@parvis/sdk/contract';
import { newId } from '../ids.ts';
import type { Heard } from '../work/intervention.audience.ts';
import type { AudienceKey } from '../access/audience.ts';
import type { SubjectType } from '../access/readable.ts';
import type { Identity, Name, Things, World } from './matrix-world.ts';

export interface MatrixRows {
  /** For each route that takes one, a body such as the contract takes, that changes nothing others rely on. */
  bodies?: { [Route in ApiRoute]?: BodyOf };
  /** What a call takes away or moves on is made for that call alone. */
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
  world: World,
  at: { companyId: string } & Things,
  identity: Identity,
  relation: keyof World['companies'],
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

const folder = join(import.meta.dirname, '..');
const files = globSync('*/*.matrix.testing.ts', { cwd: folder }).toSorted();
const all = await Promise.all(
  files.map(async (file) => ((await import(join(folder, file))) as { matrix: MatrixRows }).matrix),
);
const merged = <Part>(parts: (Part | undefined)[]): Part => Object.assign({}, ...parts) as Part;

export const matrixRows = {
  bodies: merged(all.map(({ bodies }) => bodies)),
  made: merged(all.map(({ made }) => made)),
  changes: merged(all.map(({ changes }) => changes)),
  references: all.flatMap(({ references = [] }) => references),
  told: merged(all.map(({ told }) => told)),
};
