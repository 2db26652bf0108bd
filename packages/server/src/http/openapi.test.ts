import { Validator } from '@seriousme/openapi-schema-validator';
import { api, changeKindNames, fieldCodeNames, problemCodeNames, type Endpoint } from '@parvis/sdk/contract';
import { describe, expect, it, test } from 'vitest';
import { format, resolveConfig } from 'prettier';
import { features } from '../feature-set.ts';
import { codesPage } from './codes-page.testing.ts';
import { assertDocumented } from '../testing/documented.ts';
import { openapi } from './openapi.ts';

interface Operation {
  operationId: string;
  security: object[];
  parameters?: { name?: string; in?: string; $ref?: string }[];
  requestBody?: object;
  responses: Record<string, object>;
}
const document = openapi(features.policy);
const paths = document['paths'] as Record<string, Record<string, Operation>>;
const operationOf = (route: string) => {
  const [method = '', path = ''] = route.split(' ');
  return paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
};

describe('openapi.json', () => {
  it('is current: run the test again with -u after a change of the contract', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../../../openapi.json');
  });

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('refers to nothing that it does not have', () => {
    const text = JSON.stringify(document);
    const references = new Set(text.match(/"\$ref":"[^"]+"/g)?.map((each) => each.slice(8, -1)));
    expect(references.size).toBeGreaterThan(20);
    for (const reference of references) {
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], document);
      expect(found, reference).toBeDefined();
    }
  });

  it.each(Object.entries<Endpoint>(api))('tells of %s what the contract does', (route, endpoint) => {
    const operation = operationOf(route);
    expect(operation).toBeDefined();
    const references = operation?.parameters?.flatMap(({ $ref }) => $ref ?? []) ?? [];
    const has = (name: string) => references.includes(`#/components/parameters/${name}`);
    expect(has('IfMatch')).toBe(endpoint.ifMatch === true);
    const isRemembered = route.startsWith('POST') && !endpoint.open && !endpoint.batch && !endpoint.secret;
    expect(has('IdempotencyKey')).toBe(isRemembered);
    const isOpen =
      operation?.security.every((scheme) => Object.keys(scheme).length > 0) === false ||
      operation?.security.length === 0;
    expect(isOpen).toBe(endpoint.open === true);
    expect(operation?.requestBody !== undefined).toBe(Boolean(endpoint.body ?? endpoint.upload));
    expect(operation?.responses).toHaveProperty(endpoint.reply === null ? '204' : String(endpoint.status ?? 200));
  });

  it('has a schema for all that is sent and answered, and a sentence for every answer', () => {
    const bare: string[] = [];
    const look = (value: unknown, where: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [name, inner] of Object.entries(value)) {
        const at = `${where}/${name}`;
        if (name === 'content')
          for (const [type, { schema }] of Object.entries(inner as Record<string, { schema?: object }>))
            if (Object.keys(schema ?? {}).length === 0) bare.push(`${at}/${type}`);
        if (name === 'responses')
          for (const [status, answer] of Object.entries(inner as Record<string, Record<string, unknown>>))
            if (!answer['$ref'] && !answer['description']) bare.push(`${at}/${status}`);
        look(inner, at);
      }
    };
    look(document, '');
    expect(bare).toEqual([]);
  });

  it.each([
    ['GET /files/:fileId/content', 401, 'ticket-ended'],
    ['POST /session/renewals', 403, 'origin-not-allowed'],
    ['POST /session', 403, 'forbidden'],
    ['POST /password/tokens', 404, 'not-found'],
    ['POST /members/:memberId/invitations', 422, 'idempotency-key-reused'],
    ['POST /outbox/:mailId/attempts', 422, 'invalid'],
    ['PATCH /members/:memberId', 409, 'last-administrator'],
    ['POST /interventions', 429, 'hourly-limit'],
    ['GET /live', 429, 'too-many-streams'],
  ] as const)('says of %s that it can answer %i %s', (route, status, code) => {
    expect(() => assertDocumented(route, status, code)).not.toThrow();
  });

  it.each([
    ['GET /sites', 429, 'too-many-requests'],
    ['GET /sites', 404, 'not-found'],
    ['POST /sites', 409, 'last-administrator'],
    ['POST /sites', 200, undefined],
  ] as const)('says of %s nothing of %i %s', (route, status, code) => {
    expect(() => assertDocumented(route, status, code)).toThrow('openapi.json does not say so');
  });

  it('explains each code beside its name', () => {
    const { schemas } = document['components'] as { schemas: Record<string, Record<string, unknown>> };
    const lists = { ProblemCode: problemCodeNames, FieldCode: fieldCodeNames, ChangeKind: changeKindNames };
    for (const [name, codes] of Object.entries(lists)) {
      expect(schemas[name]).toMatchObject({ type: 'string', enum: codes });
      expect(schemas[name]?.['x-enum-descriptions']).toHaveLength(codes.length);
      for (const code of codes) expect(schemas[name]?.['description']).toContain(`| \`${code}\` |`);
    }
  });

  it('gives each operation a name of its own', () => {
    const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining(['listInterventions', 'getIntervention', 'createInterventionMove', 'createSession']),
    );
  });
});

test('docs/codes.md is current: run the test again with -u after a change of the lists', async () => {
  const docs = new URL('../../../../docs/codes.md', import.meta.url).pathname;
  const page = await format(codesPage(), { ...(await resolveConfig(docs)), parser: 'markdown' });
  await expect(page).toMatchFileSnapshot(docs);
});
