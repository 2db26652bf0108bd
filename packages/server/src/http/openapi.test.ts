import { Validator } from '@seriousme/openapi-schema-validator';
import { api, type Endpoint } from '@parvis/sdk/contract';
import { describe, expect, it } from 'vitest';
import { features } from '../feature-set.ts';
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

  it('says that the address of a download ends', () => {
    expect(operationOf('GET /files/:fileId/content')?.responses).toHaveProperty('401');
  });

  it('gives each operation a name of its own', () => {
    const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining(['listInterventions', 'getIntervention', 'createInterventionMove', 'createSession']),
    );
  });
});
