/**
 * The API as OpenAPI 3.1, made from the contract and from the table of who may call what, so that neither can say
 * otherwise. Served at `/openapi.json`, and committed so that a change of the API is seen when it is reviewed.
 */
import * as contract from '@parvis/sdk/contract';
import { api, components, type ApiRoute, type Endpoint } from '@parvis/sdk/contract';
import * as z from 'zod';
import type { Rule } from '../access/policy.ts';
import { codesOf, explanations, isRemembered, refusals, sharedResponses } from './openapi-problems.ts';

type Json = Record<string, unknown>;

/** What bears a name of its own in the reference; everything else is written where it is used. */
const named = Object.fromEntries(
  Object.values(contract)
    .flatMap((schema): [string, z.ZodType][] => {
      const id = schema instanceof z.ZodType ? components.get(schema)?.id : undefined;
      return id === undefined ? [] : [[id, schema as z.ZodType]];
    })
    .toSorted(([one], [other]) => (one < other ? -1 : 1)),
);

const fileTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];

/** Who may call each route. */
type Policy = Record<ApiRoute, Rule>;

/** The document. */
export function openapi(policy: Policy): Json {
  const replies = replySchemas();
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parvis',
      version: '1',
      description:
        'The window that customers have on the work done for them. Errors are problem details (RFC 9457) with a stable ' +
        '`code`: see `ProblemCode`; what is refused before a route is found (405, 408, 417, 431) stands there alone. ' +
        'Lists answer `{ items, next }`; `next` is the `cursor` of the following page, null on the last one. ' +
        'Ids are UUIDv7, times ISO 8601 in UTC.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/v1' }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths: { ...paths(policy, replies), '/live': { get: live } },
    components: {
      schemas: Object.fromEntries(
        Object.keys(named).map((name) => [name, { ...replies[name], ...explanations[name] }]),
      ),
      responses: { NotModified: notModified, ...sharedResponses() },
      parameters: { IdempotencyKey: idempotencyKey, IfMatch: ifMatch },
      headers: { ETag: etag, RetryAfter: retryAfter },
      securitySchemes,
    },
  };
}

const routes = Object.keys(api) as ApiRoute[];
const tagOf = (route: string): string => /\/(\w+)/.exec(route)?.[1] ?? '';

/** By the name or the route that answers it. */
type Schemas = Record<string, Json>;

function paths(policy: Policy, replies: Schemas): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const [method, path] = route.split(' ') as [string, string];
    const template = path.replace(/:(\w+)/g, '{$1}');
    (paths[template] ??= {})[method.toLowerCase()] = operation(route, api[route], policy[route], replies);
  }
  return paths;
}

function operation(route: ApiRoute, endpoint: Endpoint, rule: Rule, replies: Schemas): Json {
  const [method, path] = route.split(' ') as [string, string];
  const isRead = method === 'GET';
  const pathNames = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
  const parameters = [
    ...pathNames.map((name) => ({ name, in: 'path', required: true, schema: pathSchema(name) })),
    ...queryParameters(endpoint.query),
    ...(isRemembered(route, endpoint, rule) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...(endpoint.ifMatch ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
  ];
  return {
    operationId: operationId(route, endpoint),
    tags: [tagOf(route)],
    summary: endpoint.summary,
    description: audience(rule),
    security: security(route, rule),
    ...(parameters.length > 0 && { parameters }),
    ...((endpoint.body || endpoint.upload) && { requestBody: requestBody(endpoint) }),
    responses: {
      ...success(endpoint, isRead, replies[route]),
      ...refusals(codesOf(route, endpoint, rule)),
    },
  };
}

const success = (endpoint: Endpoint, isRead: boolean, schema: Json | undefined): Json => {
  const unchanged = isRead && { 304: { $ref: '#/components/responses/NotModified' } };
  const { download } = endpoint;
  if (download === true) return { 200: { description: 'The file, as an attachment.', content: files() }, ...unchanged };
  if (download) return { 200: { description: 'The file.', content: binary([download]) } };
  if (!endpoint.reply) return { 204: { description: 'Done.' } };
  const status = endpoint.status ?? 200;
  return {
    [status]: {
      description: status === 202 ? 'Accepted.' : status === 201 ? 'Created.' : 'Answered.',
      ...(isRead && { headers: { ETag: { $ref: '#/components/headers/ETag' } } }),
      content: { 'application/json': { schema } },
    },
    ...unchanged,
  };
};

const requestBody = (endpoint: Endpoint): Json => ({
  required: true,
  content: endpoint.upload ? files() : { 'application/json': { schema: input(endpoint.body as z.ZodType) } },
});

/** `binary` is any sequence of bytes (OpenAPI format registry). */
const binary = (types: readonly string[]): Json =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
const files = (): Json => binary(fileTypes);

/** `listInterventions`, `getIntervention`, `createInterventionMove` …: what generated clients call their functions. */
function operationId(route: ApiRoute, endpoint: Endpoint): string {
  const [method, path] = route.split(' ') as [string, string];
  const words = path.split('/').filter((part) => part && !part.startsWith(':'));
  const isList = endpoint.reply instanceof z.ZodObject && 'items' in endpoint.reply.shape && method === 'GET';
  const isOfAll = isList || (method === 'DELETE' && path.endsWith('s'));
  const verb = isList ? 'list' : { GET: 'get', POST: 'create', PATCH: 'update', DELETE: 'delete' }[method];
  const noun = words.map((word, index) => {
    const one = isOfAll && index === words.length - 1 ? word : word.replace(/s$/, '');
    return one.charAt(0).toUpperCase() + one.slice(1);
  });
  return `${verb}${noun.join('')}`;
}

/** Who may call it, in words. */
function audience(rule: Rule): string {
  if (rule.open) return 'Open: no session is needed.';
  const members = rule.member ? `members (${rule.member.join(', ')})` : 'members';
  const who = [
    ...(rule.contact ? [`contacts whose link or session opens: ${rule.contact.join(', ')}`] : []),
    ...(rule.member ? [members] : []),
    ...(rule.right ? [`members with the right \`${rule.right}\``] : []),
    ...(rule.key ? ['API keys'] : []),
  ];
  const part = rule.part ? ` For contacts, the portal’s part \`${rule.part}\` must be on.` : '';
  return `For ${who.join('; ')}.${part}`;
}

/** Opening a session is open to links and passwords; a program asks with its key, a member who previews with their own session. */
const security = (route: ApiRoute, rule: Rule): Json[] => {
  if (rule.open && route !== 'POST /session') return [];
  const isKeyTaken = rule.key ?? rule.open;
  return [...(rule.open ? [{}] : []), { accessToken: [] }, ...(isKeyTaken ? [{ apiKey: [] }] : [])];
};

const securitySchemes: Json = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'From `POST /session`; lives 15 minutes at most.',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'One of the company’s own keys, for its programs. Refused from a web page.',
  },
};

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Repeating the call under the same key has one effect and gets the same answer.',
  schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
};
const ifMatch: Json = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The `version` that the change was made from.',
  schema: { type: 'string', examples: ['"3"'] },
};
const etag: Json = {
  description: 'Sent back as `If-None-Match`, an unchanged answer costs a 304 without a body.',
  schema: { type: 'string' },
};
const notModified: Json = { description: 'As it was under the `ETag` that `If-None-Match` brings: no body.' };
const retryAfter: Json = { description: 'Seconds to wait.', schema: { type: 'integer' } };

const live: Json = {
  operationId: 'followLive',
  tags: ['live'],
  summary: 'Server-sent events of what the viewer may see: `change` with an entry as in `GET /changes`, or `reset`.',
  description:
    'Each event’s id is a position; `Last-Event-ID` resumes after it, with no entry missing or doubled. After `reset` too ' +
    'much was missed: read again what is shown. The stream ends when its session does.',
  security: [{ accessToken: [] }, { apiKey: [] }],
  parameters: [{ name: 'Last-Event-ID', in: 'header', schema: { type: 'string' } }],
  responses: {
    200: { description: 'The stream.', content: { 'text/event-stream': { schema: { type: 'string' } } } },
    ...refusals(codesOf('GET /live', { problems: ['too-many-streams'] }, {})),
  },
};

const pathSchema = (name: string): Json =>
  name.endsWith('Id') ? { type: 'string', format: 'uuid' } : { type: 'string' };

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = input(query) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    ...(required.includes(name) && schema['default'] === undefined && { required: true }),
    ...(description !== undefined && { description }),
    schema,
  }));
}

/** What may be sent: defaults may be left out. */
const input = (schema: z.ZodType): Json => tidy(z.toJSONSchema(schema, { io: 'input', override: plain }));

/** What is answered, all in one go, so that what bears a name is referred to by it. */
function replySchemas(): Schemas {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  for (const route of routes) {
    const { reply } = api[route] as Endpoint;
    // A reply that bears a name is referred to; a schema can have one name only.
    if (reply && !registry.has(reply)) registry.add(reply, { id: route });
  }
  const { schemas } = z.toJSONSchema(registry, {
    io: 'output',
    uri: (id) => `#/components/schemas/${id}`,
    override: (context) => {
      plain(context);
      // Replies may gain members; a client that refuses what it does not know would break.
      if (context.jsonSchema.additionalProperties === false) delete context.jsonSchema.additionalProperties;
    },
  });
  const tidied: Schemas = Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, tidy(schema)]));
  for (const route of routes) {
    const { reply } = api[route] as Endpoint;
    const id = reply ? registry.get(reply)?.id : undefined;
    if (id && id in named) tidied[route] = { $ref: `#/components/schemas/${id}` };
  }
  return tidied;
}

/** The pattern behind a format, and the limits of JavaScript's numbers, are only noise to a reader. */
const plain = ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
  if (jsonSchema.format) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

/** Without what only a document of its own needs. */
const tidy = (schema: object): Json => {
  const { $schema: _dialect, $id: _id, ...rest } = schema as Json;
  return rest;
};
