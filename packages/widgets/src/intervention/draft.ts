/**
 * What a customer asks for, kept on the device until it has arrived: its words, its photos and the key that makes sending
 * it twice have one effect. Kept by server, company, contact and scope, so that two people on one device never mix.
 */
import type { Address, ContactDetails, ErrorCode, FieldCode, Portal } from '@parvis/sdk';
import type { Input } from '@parvis/sdk/portal';
import type { Connection } from '../shared/connection.ts';
import { draftsInMemory as memory } from '../shared/kept.ts';
import type { Photo } from '../shared/photos.ts';
import { viewerOf } from '../shared/viewer-of.ts';
import { dropMessageDrafts, hasMessageDrafts } from '../thread/message-draft.ts';
import { dropPhotos } from './photo-store.ts';

export type Request = Input<'POST /interventions'>;

/** What the customer changed; addresses and people are changed whole. */
export type Changes = Partial<Omit<Request, 'address' | 'contact'>> & { address?: Address; contact?: ContactDetails };

export interface KeptPhoto extends Omit<Photo, 'content'> {
  /** Why it cannot be attached: a problem's code, or what was found here. */
  missing?: string;
  /** How often the service has stumbled over it. */
  tries?: number;
}

/** Why the service would not take it: shown until it is corrected. */
export interface Refusal {
  code: ErrorCode;
  errors: { field: string; code: FieldCode }[];
  /** What was refused, as it was sent. */
  request: Request;
}

/**
 * Being written as long as it has neither `request` nor `arrived`. All of it is in localStorage, which is written at
 * once, where a database may be a moment too late for a tab that is closed; the photos themselves are in photo-store.ts.
 */
export interface Draft {
  id: string;
  /** Belongs to what is sent: another one only after what was refused has been changed. */
  idempotencyKey: string;
  /** Instant of the last change. */
  writtenAt: string;
  /** What was changed from what the form starts with. */
  changes: Changes;
  photos: KeptPhoto[];
  /** As it was sent, or would have been but for the network: it leaves exactly so, or not at all. */
  request?: Request;
  refused?: Refusal;
  /** What became of it; its words go, photos that could not be attached stay. */
  arrived?: { id: string; number: number };
  /** Where the session came from, for ends whose person is no longer known. */
  source: string;
  /** The company's, to call where nothing opens any more. */
  phone: string;
}

const prefix = 'parvis-draft ';

const nameOf = (viewer: string, id: string) => `${prefix}${viewer} ${id}`;
const names = () => {
  const kept = [...memory.keys()];
  try {
    return [...new Set([...kept, ...Object.keys(localStorage).filter((name) => name.startsWith(prefix))])];
  } catch {
    return kept;
  }
};

const parse = (name: string): Draft | undefined => {
  try {
    return JSON.parse(memory.get(name) ?? localStorage.getItem(name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
};
export const readDraft = (viewer: string, id: string) => parse(nameOf(viewer, id));

/** All of a viewer, the last written first. */
export const draftsOf = (viewer: string): Draft[] => allOf(nameOf(viewer, '')).map(({ draft }) => draft);

/** A draft, and whose it is. */
export interface OwnedDraft {
  viewer: string;
  draft: Draft;
}
const allOf = (start: string): OwnedDraft[] =>
  names()
    .filter((name) => name.startsWith(start))
    .flatMap((name) => {
      const draft = parse(name);
      return draft ? { viewer: name.slice(prefix.length, -draft.id.length - 1), draft } : [];
    })
    .toSorted((a, b) => (a.draft.writtenAt < b.draft.writtenAt ? 1 : -1));

export function writeDraft(viewer: string, draft: Draft) {
  const name = nameOf(viewer, draft.id);
  // Prototype gives arrays a `toJSON` that writes them as text.
  const text = JSON.stringify(draft, function (this: Record<string, unknown>, key) {
    return this[key];
  });
  try {
    localStorage.setItem(name, text);
    memory.delete(name);
  } catch {
    // A page without storage, or a full one. What stands there of before would come back in the place of this.
    memory.set(name, text);
    unkept(name);
  }
}
const unkept = (name: string) => {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
};

/** Whether it would survive the page. */
export const isOnDevice = (viewer: string, id: string) => !memory.has(nameOf(viewer, id));

export function dropDraft(viewer: string, id: string) {
  const name = nameOf(viewer, id);
  const photos = parse(name)?.photos ?? [];
  memory.delete(name);
  unkept(name);
  void dropPhotos(viewer, photos);
}

/** Which of its drafts a change of another tab's is about; undefined when it is of something else. */
export const changedIn = (viewer: string, { key }: StorageEvent) =>
  key?.startsWith(nameOf(viewer, '')) ? key.slice(nameOf(viewer, '').length) : undefined;

/** Whether signing out would lose something that this viewer wrote and that has not arrived. */
export const hasUnsent = (connection: Connection, portal: Portal) =>
  unsentOf(connection, portal).length > 0 || hasMessageDrafts(viewerOf(connection, portal));

/**
 * What this viewer wrote and has not seen arrive. Without the head of the portal they are known by the link alone; who cannot
 * be told apart from others of this device has nothing.
 */
export function unsentOf(connection: Connection, portal: Portal | undefined): OwnedDraft[] {
  const source = sourceOf(connection);
  const start = portal ? nameOf(viewerOf(connection, portal), '') : prefix;
  return allOf(start).filter(({ draft }) => !draft.arrived && (portal ?? (source && draft.source === source)));
}

/** Forgets all of this viewer: after signing out. */
export function forgetDrafts(connection: Connection, portal: Portal) {
  const viewer = viewerOf(connection, portal);
  for (const { id } of draftsOf(viewer)) dropDraft(viewer, id);
  dropMessageDrafts(viewer);
}

/** Names the link without telling it, by the end of its signature. Empty where no link is known. */
export const sourceOf = ({ client }: Connection): string => client.session.link?.slice(-8) ?? '';
