/** What every part of the memory API works on: the data, who asks, and the journal. */
import type {
  Api,
  ApiRoute,
  Change,
  ChangeKind,
  CodeOf,
  ErrorCode,
  FieldCode,
  Intervention,
  Problem,
  Reply,
  Session,
  Viewer,
} from '../contract/index.ts';
import { errorOf, type ParvisError } from '../errors.ts';
import type { Input, Versioned } from '../request.ts';
import type { idOf, World } from '../samples/world.ts';

/** Who asks; the company's programs have no viewer on the wire. */
export type Asker = Viewer | { kind: 'key'; id: string; name: string };

export interface OpenSession {
  asker: Asker;
  session: Session;
  /** The link it stands on, if any. */
  linkId: string | null;
}

/** An entry as the journal has it: the change, and what decides who hears of it. */
export interface Entry {
  change: Change;
  actor: string;
  about: Pick<Intervention, 'customerId' | 'siteId' | 'assigneeId'> | null;
}

export interface State {
  world: World;
  /** Where the API pretends to be. */
  origin: string;
  /** By access token. */
  sessions: Map<string, OpenSession>;
  /** The cookies of a hosted page: the access token last given out, by session. */
  cookies: Map<string, string>;
  signedOut: Set<string>;
  journal: Entry[];
  /** Open streams are told of each entry. */
  streams: Set<(entry: Entry, position: number) => void>;
  /** Ways to cut the open streams. */
  cuts: Set<() => void>;
  /** What was uploaded, by file id. */
  contents: Map<string, Blob>;
  now: () => string;
  newId: (kind: Parameters<typeof idOf>[0]) => string;
}

export interface Ask<R extends ApiRoute> {
  state: State;
  /** The part of the path that is named. */
  id: string;
  input: NonNullable<Input<R>>;
  asker: Asker;
  token: string;
  ifMatch: number;
  content: Blob | null;
  /** The query of an upload. */
  query: URLSearchParams;
}
export type Handler<R extends ApiRoute> = (ask: Ask<R>) => Reply<Api[R]> | Promise<Reply<Api[R]>>;
export type Handlers<R extends ApiRoute> = { [K in R]: Handler<K> };

export const refuse = (status: number, code: ErrorCode, more: Pick<Partial<Problem>, 'errors'> = {}): ParvisError =>
  errorOf(status, { type: `urn:parvis:problem:${code}`, title: code, code, ...more });
export const notFound = () => refuse(404, 'not-found');
export const forbidden = (code: CodeOf<403> = 'forbidden') => refuse(403, code);
export const invalid = (field: string, code: FieldCode) => refuse(422, 'invalid', { errors: [{ field, code }] });

export const found = <T>(thing: T | undefined): T => {
  if (thing === undefined) throw notFound();
  return thing;
};

/** Applies a change made from the version it names. */
export const changed = <T extends Omit<Versioned, 'id'>>(
  thing: T | undefined,
  ifMatch: number,
  change: Partial<T>,
): T => {
  const stored = found(thing);
  if (stored.version !== ifMatch) throw refuse(412, 'stale');
  return Object.assign(stored, change, { version: stored.version + 1 });
};

export const isOffice = (asker: Asker) =>
  asker.kind === 'key' || (asker.kind === 'member' && asker.role !== 'technician');

/** Whether an intervention is within what this asker may see. */
export const sees = (
  asker: Asker,
  job: Pick<Intervention, 'customerId' | 'siteId' | 'assigneeId'> & { id?: string },
) => {
  if (asker.kind === 'key') return true;
  if (asker.kind === 'member') return asker.role !== 'technician' || job.assigneeId === asker.id;
  if (asker.kind === 'stakeholder' || job.customerId !== asker.customerId) return false;
  if (asker.scope.kind === 'site') return job.siteId === asker.scope.id;
  return asker.scope.kind === 'customer' || job.id === asker.scope.id;
};

/** Tells the journal, and with it the open streams. */
export function append(
  state: State,
  actor: string,
  kind: ChangeKind,
  id: string,
  about: Entry['about'] = null,
  fields: string[] = [],
): void {
  const type = kind.split('.')[0] as Change['subject']['type'];
  const position = state.journal.length + 1;
  const change = { kind, at: state.now(), subject: { type, id }, fields, position: String(position) };
  const entry = { change, actor, about };
  state.journal.push(entry);
  for (const tell of state.streams) tell(entry, position);
}

export const hears = (asker: Asker, { change, about }: Entry): boolean => {
  if (asker.kind !== 'contact') return true;
  const { type, id } = change.subject;
  if (type === 'company' || type === 'field') return true;
  if (type === 'contact') return id === asker.id;
  return about !== null && sees(asker, { ...about, id });
};

/** A copy without one of its members. */
export const without = <T extends object, K extends keyof T>(thing: T, key: K): Omit<T, K> => {
  const { ...rest } = thing;
  delete (rest as Partial<T>)[key];
  return rest;
};

/** One page of what is listed, after the row that the cursor names. */
export const paged = <T extends { id: string }>(
  rows: T[],
  { limit, cursor }: { limit?: unknown; cursor?: string | undefined },
) => {
  const start = cursor ? rows.findIndex(({ id }) => id === cursor) + 1 : 0;
  if (cursor && !start) throw invalid('cursor', 'invalid');
  const end = start + Number(limit ?? 50);
  const items = rows.slice(start, end);
  return { items, next: end < rows.length ? (items.at(-1)?.id ?? null) : null };
};

/** Lower case without accents, for search by the start of words. */
export const fold = (text: string) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae');
export const matches = (q: string | undefined, ...texts: (string | number | null)[]) => {
  const words = fold(texts.join(' ')).split(/[^\p{L}\p{N}]+/u);
  return fold(q ?? '')
    .split(/[^\p{L}\p{N}]+/u)
    .every((asked) => words.some((word) => word.startsWith(asked)));
};
