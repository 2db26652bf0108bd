/**
 * Who hears of a journal entry: an entry names keys (`append.ts`), a viewer holds some. Each feature says beside its rules
 * which keys its entries have (`<feature>.audience.ts`); who holds which is said here alone.
 */
import { mayRead, type Readable, type SubjectType } from './readable.ts';
import { isShown } from './scope.ts';
import { isOutside, principalOf, type InsideViewer, type OutsideViewer, type Viewer } from './viewer.ts';

export type AudienceKey =
  /** Everybody of the company, its customers' contacts too. */
  | 'company'
  /** Members and programs with the right to see all. */
  | 'office'
  /** The company's people, not its programs. */
  | 'members'
  /** Members who manage users. */
  | 'users'
  /** One alone: a member's own account, what somebody has uploaded and nothing holds yet. */
  | `own:${string}`
  /** Whom work is given to: a member, and their programs that see no more than they do. */
  | `member:${string}`
  /** A contact, and whoever looks at the portal as them. */
  | `contact:${string}`
  /** All who stand for a customer, however little their link opens. */
  | `customer-contacts:${string}`
  /** Those of them to whom all of it is open. */
  | `customer:${string}`
  | `stakeholder:${string}`
  | `site:${string}`
  | `dossier:${string}`
  /** Those to whom all of a customer is open, and the dossiers in which the customer takes part. */
  | `dossiers-of:${string}`
  /** Those of a customer to whom one dossier alone is open: `participant:<dossier>:<customer>`. */
  | `participant:${string}`
  | `dossier-commercial:${string}`
  | `intervention:${string}`;

/** Of the company's looks, settings and own fields: whoever has to do with it. */
export const everybody: readonly AudienceKey[] = ['company'];

/** What a viewer hears of. */
export interface Audience {
  keys: ReadonlySet<string>;
  /** Of this one they hear whatever it is about. */
  own: string | null;
  /** Of others, these kinds of things alone. */
  kinds: ReadonlySet<SubjectType>;
}

const known = new WeakMap<Viewer, Audience>();

/** Made once for each viewer. */
export function audienceOf(features: Readable, viewer: Viewer): Audience {
  let audience = known.get(viewer);
  if (!audience) {
    const keys = new Set<AudienceKey>(keysOf(viewer));
    const kinds = kindsIn(features).filter((kind) => mayRead(features, viewer, kind) && isOn(features, viewer, kind));
    known.set(viewer, (audience = { keys, own: ownKey(viewer), kinds: new Set(kinds) }));
  }
  return audience;
}

/** What a viewer's answers are made of, as marks of changes name it (`store/commits.ts`). */
export interface Reads {
  /** Whatever changed. */
  whole: readonly AudienceKey[];
  /** Where a thing of these kinds changed. */
  keys: readonly AudienceKey[];
  kinds: readonly SubjectType[];
}

/**
 * Null where keys do not say it: without the right to see all, customers and their places are read by whose work is there;
 * a stakeholder reads the names of customers of whom they hold no key.
 */
export function readsOf(features: Readable, viewer: Viewer): Reads | null {
  if (viewer.kind === 'stakeholder' || (viewer.kind !== 'contact' && !viewer.rights.has('see_all'))) return null;
  const own = ownKey(viewer);
  return {
    whole: own === null ? [] : [own],
    // Programs read of the company's people, though they are not told.
    keys: [...keysOf(viewer), ...(viewer.kind === 'key' ? (['members'] as const) : [])],
    // An intervention names its site and equipment also to whom these are not open by themselves.
    kinds: kindsIn(features).filter((kind) =>
      viewer.kind === 'contact' ? isOn(features, viewer, kind) : mayRead(features, viewer, kind),
    ),
  };
}

function keysOf(viewer: Viewer): AudienceKey[] {
  switch (viewer.kind) {
    case 'contact':
      return [
        'company',
        `customer-contacts:${viewer.customerId}`,
        `contact:${viewer.contactId}`,
        scopeKey(viewer),
        ...(viewer.scope.kind === 'customer' && viewer.reachesDossiers
          ? ([`dossiers-of:${viewer.customerId}`] as const)
          : []),
        ...(viewer.scope.kind === 'dossier' ? ([`participant:${viewer.scope.id}:${viewer.customerId}`] as const) : []),
      ];
    case 'stakeholder':
      return ['company', `stakeholder:${viewer.stakeholderId}`, scopeKey(viewer)];
    case 'member':
      return [
        'company',
        'members',
        `member:${viewer.memberId}`,
        ...officeKeys(viewer),
        ...(viewer.rights.has('manage_users') ? (['users'] as const) : []),
      ];
    case 'key':
      return [
        'company',
        ...officeKeys(viewer),
        ...(viewer.makerId === null ? [] : ([`member:${viewer.makerId}`] as const)),
      ];
  }
}

const scopeKey = ({ scope: { kind, id } }: OutsideViewer): AudienceKey => `${kind}:${id}`;

const officeKeys = ({ rights }: InsideViewer): AudienceKey[] => (rights.has('see_all') ? ['office'] : []);

/** A preview looks as somebody, and is not that person. */
const ownKey = (viewer: Viewer): AudienceKey | null =>
  isOutside(viewer) && viewer.previewBy !== null ? null : `own:${principalOf(viewer)}`;

const kindsIn = ({ subjects }: Readable) => Object.keys(subjects) as SubjectType[];

const isOn = ({ subjects }: Readable, viewer: Viewer, kind: SubjectType): boolean =>
  isShown(viewer, subjects[kind].reach);
