/**
 * Links and access tokens: how they are signed, and who holds one. A link is exchanged for an access token and is never
 * itself a bearer: each kind has its own `typ`.
 */
import { and, eq } from 'drizzle-orm';
import { SignJWT, type JSONWebKeySet, type JWTPayload } from 'jose';
import type { Logger } from 'pino';
import * as z from 'zod';
import { newId } from '../ids.ts';
import { isRow, prepared, run, touch, type Schema, type Store } from '../store/store.ts';
import { now, nowMillis } from '../time.ts';
import { readJws } from './jws.ts';
import type { Sealer } from './seal.ts';
import { keyPrefix, readSecret } from './secret.ts';
import { algorithm, SigningKeys } from './signing-keys.ts';
import type { Followed } from './invalidation.ts';
import { PrincipalCache, type CachedPrincipal } from './principal-cache.ts';
import { isOutside, personOf, type OutsideViewer, type Principal, type Viewer } from './viewer.ts';

export type LinkRow = Schema['links']['$inferSelect'];

/** What a link says, its signature and form being right. Whether it still opens is for its row to say. */
export interface LinkClaims {
  linkId: string;
  companyId: string;
  /** Whom it is for: a contact, or a stakeholder. */
  personId: string;
  scope: { kind: LinkRow['scopeKind']; id: string };
  expired: boolean;
}

export interface AccessToken {
  accessToken: string;
  expiresAt: string;
  viewer: Viewer;
}

export interface Tokens {
  /** The address of a link: signed when it is copied or mailed, never stored. Opens the hosted page unless the company has its own. */
  linkUrl(link: LinkRow, portalUrl: string | null): Promise<string>;
  /** Null for what we never signed. Takes the token, or a whole address with the token behind its `#`. */
  readLink(link: string): Promise<LinkClaims | null>;
  /** An access token of at most 15 minutes for a session; null when the session has ended. */
  issueAccessToken(session: { companyId: string; id: string }): Promise<AccessToken | null>;
  /** Who holds an access token or an API key; at once when it was verified before and nothing it depends on has changed. */
  viewer(bearer: string): Viewer | null | Promise<Viewer | null>;
  /** The same by session or key, for what carries no token: a download address, a stream. Null once it has ended. */
  recall(companyId: string, principal: Principal): Promise<Viewer | null>;
  /** Up to which position of the journal nothing has changed of what the viewer depends on, as far as we were told. */
  knownUpTo(viewer: Viewer): number;
  /** Public keys, for `/.well-known/jwks.json`. */
  jwks(): Promise<JSONWebKeySet>;
}

const accessTokenMinutes = 15;
const mostTokens = 20_000;

const linkType = 'parvis-link+jwt';
const accessTokenType = 'parvis-access+jwt';
/** Whom a token is for: the portal, or the company's own screens. */
const audiences = { contact: 'portal', stakeholder: 'portal', member: 'company' } as const;

const seconds = z.number().int().nonnegative();
const scopeText = z.string().regex(/^(customer|site|dossier|intervention):[0-9a-f-]{36}$/);
const linkPayload = z.strictObject({
  iss: z.string(),
  aud: z.literal(audiences.contact),
  sub: z.uuid(),
  company: z.uuid(),
  scope: scopeText,
  jti: z.uuid(),
  iat: seconds,
  exp: seconds,
});
const accessTokenPayload = z.strictObject({
  iss: z.string(),
  aud: z.enum([audiences.contact, audiences.member]),
  sub: z.string(),
  company: z.uuid(),
  scope: scopeText.optional(),
  /** The session: what else the token says must agree with it. */
  sid: z.uuid(),
  jti: z.uuid(),
  iat: seconds,
  exp: seconds,
});

interface KnownToken {
  cached: CachedPrincipal;
  until: number;
}

export async function openTokens(
  { store, journal, sealer, log }: { store: Store; journal: Followed; sealer: Sealer; log: Logger },
  url: string,
): Promise<Tokens> {
  const keys = new SigningKeys(store, sealer, log);
  await keys.open();
  const principals = new PrincipalCache(store, journal);
  /** Verified tokens, and what they depend on: found again without a signature or a query. */
  const known = new Map<string, KnownToken>();

  const sign = async (type: string, payload: JWTPayload): Promise<string> => {
    const { kid, key } = await keys.signing();
    return new SignJWT({ iss: url, ...payload }).setProtectedHeader({ alg: algorithm, typ: type, kid }).sign(key);
  };

  /** What a text of ours of this type says; its times are not looked at yet. */
  const read = async <S extends z.ZodType<{ iss: string }>>(
    type: string,
    schema: S,
    text: string,
  ): Promise<z.output<S> | null> => {
    const jws = await readJws(text, (kid) => keys.verifying(kid));
    if (!jws || jws.protectedHeader.typ !== type) return null;
    const { success, data } = schema.safeParse(parsed(jws.payload));
    return success && data.iss === url ? data : null;
  };

  const verify = async (token: string): Promise<Viewer | null> => {
    known.delete(token);
    const claims = await read(accessTokenType, accessTokenPayload, token);
    if (!claims || claims.exp * 1000 <= nowMillis() || claims.exp - claims.iat > accessTokenMinutes * 60) return null;
    const cached = await principals.of(claims.company, `session:${claims.sid}`);
    if (!cached || !agrees(claims, cached.viewer)) return null;
    remember(token, cached, Math.min(claims.exp * 1000, cached.until));
    return cached.viewer;
  };

  const verifyKey = async (text: string): Promise<Viewer | null> => {
    known.delete(text);
    const secret = readSecret(text, keyPrefix);
    if (!secret) return null;
    const { companyId } = secret;
    const { keys: table } = store.t;
    const [found] = await prepared(store.read, 'access.secret', (ph) =>
      store.read
        .select({ id: table.id })
        .from(table)
        .where(and(eq(table.companyId, ph('companyId')), eq(table.secretHash, ph('hash')))),
    )({ ...secret });
    const cached = found ? await principals.of(companyId, `key:${found.id}`) : null;
    if (!found || !cached) return null;
    remember(text, cached, cached.until);
    keyUsed(store, companyId, found.id).catch((error: unknown) =>
      log.warn({ err: error }, 'the use of a key could not be written down'),
    );
    return cached.viewer;
  };

  const remember = (token: string, cached: CachedPrincipal, until: number): void => {
    const [oldest] = known.size >= mostTokens ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    known.set(token, { cached, until });
  };

  return {
    async linkUrl(link, portalUrl) {
      const token = await sign(linkType, {
        aud: audiences.contact,
        sub: link.contactId ?? link.stakeholderId ?? '',
        company: link.companyId,
        scope: `${link.scopeKind}:${link.scopeId}`,
        jti: link.id,
        iat: inSeconds(link.createdAt),
        exp: inSeconds(link.expiresAt),
      });
      return `${portalUrl ?? `${url}/p`}#${token}`;
    },

    async readLink(link) {
      const token = tokenIn(link);
      const claims = token === null ? null : await read(linkType, linkPayload, token);
      if (!claims) return null;
      const [kind, id] = claims.scope.split(':') as [LinkRow['scopeKind'], string];
      return {
        linkId: claims.jti,
        companyId: claims.company,
        personId: claims.sub,
        scope: { kind, id },
        expired: claims.exp * 1000 <= nowMillis(),
      };
    },

    async issueAccessToken({ companyId, id }) {
      const cached = await principals.of(companyId, `session:${id}`);
      if (!cached || cached.viewer.kind === 'key') return null;
      const { viewer, until } = cached;
      const iat = Math.floor(nowMillis() / 1000);
      const exp = Math.min(iat + accessTokenMinutes * 60, Math.floor(until / 1000));
      const accessToken = await sign(accessTokenType, {
        aud: audiences[viewer.kind],
        sub: subjectOf(viewer),
        company: companyId,
        ...(isOutside(viewer) && { scope: scopeOf(viewer) }),
        sid: id,
        jti: newId(),
        iat,
        exp,
      });
      return { accessToken, expiresAt: new Date(exp * 1000).toISOString(), viewer };
    },

    viewer(bearer) {
      const found = known.get(bearer);
      if (found && !found.cached.stale && found.until > nowMillis()) return found.cached.viewer;
      return bearer.startsWith(keyPrefix) ? verifyKey(bearer) : verify(bearer);
    },

    async recall(companyId, principal) {
      return (await principals.of(companyId, principal))?.viewer ?? null;
    },

    knownUpTo: (viewer) => principals.knownUpTo(viewer),

    jwks: () => keys.jwks(),
  };
}

// Signatures of both algorithms that sign links have 64 bytes (RFC 7518, 3.4; RFC 8037, 3.1): 86 characters.
const linkToken = /(?<![\w.-])[\w-]+\.[\w-]+\.[\w-]{86}(?![\w-])/;

/**
 * The token in a link as it was copied out of a mail or a message: behind its # may follow a full stop, a bracket, `%20`,
 * `&utm_source=…`; a program may have broken it over two lines.
 */
const tokenIn = (link: string): string | null => {
  const text = link.slice(link.indexOf('#') + 1);
  return (linkToken.exec(text) ?? linkToken.exec(text.replace(/\s+/g, '')))?.[0] ?? null;
};

/** What a token says must be what its session says: it cannot have been signed for another. */
function agrees(claims: z.output<typeof accessTokenPayload>, viewer: Viewer): boolean {
  return (
    viewer.kind !== 'key' &&
    claims.aud === audiences[viewer.kind] &&
    claims.sub === subjectOf(viewer) &&
    claims.company === viewer.companyId &&
    claims.scope === (isOutside(viewer) ? scopeOf(viewer) : undefined)
  );
}

type SessionViewer = Exclude<Viewer, { kind: 'key' }>;
const subjectOf = (viewer: SessionViewer) => (isOutside(viewer) ? personOf(viewer) : viewer.memberId);
const scopeOf = ({ scope }: OutsideViewer) => `${scope.kind}:${scope.id}`;

const inSeconds = (instant: string) => Math.floor(Date.parse(instant) / 1000);

function parsed(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as unknown;
  } catch {
    return null;
  }
}

const keyUsed = (store: Store, companyId: string, id: string): Promise<void> =>
  store.transaction(function* (tx) {
    const { keys } = tx.t;
    touch(tx, companyId, { about: 'key', keys: ['members'] });
    yield* run(
      tx
        .update(keys)
        .set({ lastUsedAt: now() })
        .where(isRow(keys, companyId, id)),
    );
  });
