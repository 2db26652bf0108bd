/** What a route can refuse with, as OpenAPI tells it: which codes come with which status, and what each means. */
import {
  changeKindNames,
  changeKinds,
  fieldCodeNames,
  fieldCodes,
  problemCodeNames,
  problemCodes,
  type Endpoint,
  type ProblemCode,
} from '@parvis/sdk/contract';
import type { Rule } from '../access/policy.ts';

type Json = Record<string, unknown>;

/** The codes that follow from what kind of route it is, and those that the contract adds (`problems`). */
export function codesOf(route: string, endpoint: Omit<Endpoint, 'summary' | 'reply'>, rule: Rule): ProblemCode[] {
  const isRead = route.startsWith('GET ');
  return [
    // What is sent as a token is looked at on open routes, too.
    'unauthorized',
    'key-in-browser',
    'origin-not-allowed',
    'internal',
    'unavailable',
    ...(rule.open ? [] : (['forbidden'] as const)),
    ...(rule.part ? (['part-off'] as const) : []),
    ...(rule.contact && !isRead && !rule.preview ? (['preview'] as const) : []),
    ...(route.includes(':') ? (['not-found'] as const) : []),
    ...(endpoint.body ? (['malformed', 'too-large', 'unsupported-media-type', 'invalid'] as const) : []),
    ...(endpoint.query ? (['invalid'] as const) : []),
    ...(endpoint.ifMatch ? (['stale', 'if-match-required'] as const) : []),
    ...(isRemembered(route, endpoint, rule) ? (['invalid', 'idempotency-key-reused', 'reply-lost'] as const) : []),
    ...(isRead ? [] : (['storage-full'] as const)),
    ...(endpoint.problems ?? []),
  ];
}

/** Whether a repetition under one `Idempotency-Key` is answered again. */
export const isRemembered = (route: string, endpoint: Pick<Endpoint, 'batch' | 'secret'>, rule: Rule): boolean =>
  route.startsWith('POST ') && !rule.open && !endpoint.batch && !endpoint.secret;

/** What many routes have alike, by name. */
const shared: Record<string, readonly ProblemCode[]> = {
  Malformed: ['malformed'],
  Unauthorized: ['unauthorized'],
  Forbidden: ['forbidden', 'key-in-browser', 'origin-not-allowed'],
  OriginNotAllowed: ['key-in-browser', 'origin-not-allowed'],
  NotFound: ['not-found'],
  ReplyLost: ['reply-lost'],
  Stale: ['stale'],
  TooLarge: ['too-large'],
  UnsupportedMediaType: ['unsupported-media-type'],
  Invalid: ['invalid'],
  InvalidOrReused: ['invalid', 'idempotency-key-reused'],
  IfMatchRequired: ['if-match-required'],
  TooManyRequests: ['too-many-requests'],
  Internal: ['internal'],
  Unavailable: ['unavailable'],
  StorageFull: ['storage-full'],
};
const nameOf = new Map(Object.entries(shared).map(([name, codes]) => [codes.join(), name]));

export const sharedResponses = (): Json =>
  Object.fromEntries(Object.entries(shared).map(([name, codes]) => [name, problemResponse(codes)]));

/** The refusals of one route, by status. */
export function refusals(codes: readonly ProblemCode[]): Json {
  const inOrder = problemCodeNames.filter((code) => codes.includes(code));
  const byStatus = Map.groupBy(inOrder, (code) => problemCodes[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => {
      const name = nameOf.get(some.join());
      return [status, name ? { $ref: `#/components/responses/${name}` } : problemResponse(some)];
    }),
  );
}

/** With these the answer says how long to wait. */
const waiting = new Set([429, 503, 507]);

function problemResponse(codes: readonly ProblemCode[]): Json {
  const [first] = codes;
  const { status, sentence } = problemCodes[first!];
  const described = codes.map((code) => `- \`${code}\`: ${problemCodes[code].sentence}`).join('\n');
  return {
    description: codes.length === 1 ? `\`${first}\`: ${sentence}` : described,
    ...(waiting.has(status) && { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { status: { const: status }, code: { enum: codes } } },
          ],
        },
      },
    },
  };
}

const statusOf = (code: ProblemCode): string => `${problemCodes[code].status}`;

const rowsOf = <Name extends string>(names: readonly Name[], cells: (name: Name) => readonly string[]): string =>
  names.map((name) => `| \`${name}\` | ${cells(name).join(' | ')} |`).join('\n');

const tables = {
  ProblemCode: `| code | status | meaning |\n| --- | --- | --- |\n${rowsOf(problemCodeNames, (code) => [statusOf(code), problemCodes[code].sentence])}`,
  FieldCode: `| code | meaning |\n| --- | --- |\n${rowsOf(fieldCodeNames, (code) => [fieldCodes[code]])}`,
  ChangeKind: `| kind | meaning |\n| --- | --- |\n${rowsOf(changeKindNames, (kind) => [changeKinds[kind]])}`,
};

/** What the lists of codes say beside their names: as a table for people, and in order for programs. */
export const explanations: Record<string, Json> = {
  ProblemCode: {
    description: `What went wrong; to be matched on.\n\n${tables.ProblemCode}`,
    'x-enum-descriptions': problemCodeNames.map((code) => problemCodes[code].sentence),
  },
  FieldCode: {
    description: `Why a field cannot be taken.\n\n${tables.FieldCode}`,
    'x-enum-descriptions': fieldCodeNames.map((code) => fieldCodes[code]),
  },
  ChangeKind: {
    description: `What happened.\n\n${tables.ChangeKind}`,
    'x-enum-descriptions': changeKindNames.map((kind) => changeKinds[kind]),
  },
};
