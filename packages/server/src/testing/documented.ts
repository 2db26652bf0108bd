/** Whether `openapi.json` tells of what a route has answered. */
import type { ApiRoute } from '@parvis/sdk/contract';
import { features } from '../feature-set.ts';
import { openapi } from '../http/openapi.ts';

interface Documented {
  $ref?: string;
  content?: Record<string, { schema: { allOf?: { properties?: { code: { enum: string[] } } }[] } }>;
}
interface Document {
  paths: Record<string, Record<string, { responses: Record<string, Documented> }>>;
  components: { responses: Record<string, Documented> };
}
let document: Document | undefined;

/** Throws when the document lists no such status of this route, or no such code with it. */
export function assertDocumented(route: ApiRoute | 'GET /live', status: number, code: string | undefined): void {
  document ??= openapi(features.policy) as unknown as Document;
  const [method = '', path = ''] = route.split(' ');
  const { responses } = document.paths[path.replace(/:(\w+)/g, '{$1}')]![method.toLowerCase()]!;
  const written = responses[status];
  const found = written?.$ref ? document.components.responses[written.$ref.split('/').at(-1)!] : written;
  const codes = found?.content?.['application/problem+json']?.schema.allOf?.flatMap(
    ({ properties }) => properties?.code.enum ?? [],
  );
  if (!found || (status >= 400 && !codes?.includes(code ?? '')))
    throw new Error(`${route} answers ${status} ${code ?? ''}: openapi.json does not say so`);
}
