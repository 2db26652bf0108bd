/** A customer's element over an API kept in memory. */
import { memoryApi, sampleWorld, type MemoryApi, type World } from '@parvis/sdk/testing';
import type { TemplateResult } from 'lit';
import { Connection } from '../packages/widgets/src/shared/connection.ts';

export interface Given {
  world?: World;
  link?: Parameters<MemoryApi['link']>[0];
  /** Changes the API before the element asks anything of it. */
  prepare?: (api: MemoryApi) => void;
}

/** What a story leaves in the browser is of that page alone. */
const page = crypto.randomUUID().slice(0, 8);
let served = 0;

/** Each story has a server of its own: nothing of another one is shown, or kept. */
export function serve(
  { world = sampleWorld(), link = 'customer', prepare }: Given,
  show: (given: { api: string; link: string }) => TemplateResult,
): TemplateResult {
  const api = memoryApi(world, `https://story-${page}-${++served}.example`);
  prepare?.(api);
  Connection.fetch = api.fetch;
  return show({ api: api.origin, link: api.link(link) });
}

/** Waits for something in the shadow trees of a story; `>>>` goes into one. */
export async function find<E extends HTMLElement>(canvas: Element, selector: string): Promise<E> {
  // A minute is for what never comes: on a busy machine the same takes many times as long.
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    let at: Element | null | undefined = canvas;
    for (const step of selector.split('>>>')) at = (at?.shadowRoot ?? at)?.querySelector(step.trim());
    if (at) return at as E;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${selector} is not there`);
}

/** Answers one route otherwise than the API does. */
export function answer(api: MemoryApi, route: string, reply: () => Response) {
  const { fetch } = api;
  api.fetch = async (input, init = {}) => {
    const { pathname } = new URL(input as string | URL);
    return `${init.method} ${pathname.replace(/^.*?\/v1/, '')}` === route ? reply() : fetch(input, init);
  };
}
/** A refusal as the service writes it (RFC 9457). */
export const problem = (status: number, code: string, more: object = {}) =>
  Response.json({ type: `urn:parvis:problem:${code}`, status, code, ...more }, { status });

/** Types as a person would. */
export function write(field: HTMLInputElement | HTMLTextAreaElement, text: string) {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

export const longName = 'Syndicat des copropriétaires de la résidence du Parc-de-la-Tête-d’Or et de ses dépendances';
export const longText = `${'La chaudière s’arrête toutes les deux heures environ et affiche un code que la notice ne connaît pas. '.repeat(6)}
Référence : ${'RT-2041-'.repeat(20)}`;

/** As nobody should write, and somebody does: 100 kB. */
export const hugeText = `${longText} `.repeat(130);
export const name200 = 'Compagnie-générale-de-chauffage-et-de-plomberie-des-deux-vallées '.repeat(4).slice(0, 200);
