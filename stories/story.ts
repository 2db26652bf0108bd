/** An element in front of the real server, with a company of its own. */
import { html, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import { serve, type Rig } from '../packages/widgets/src/testing/rig.ts';
import { sampleWorld, type World } from '../packages/widgets/src/testing/worlds.ts';

export { problem } from '../packages/widgets/src/testing/rig.ts';

export interface Given {
  world?: World;
  link?: Parameters<Rig['link']>[0];
  /** Changes the network before the element asks anything of it. */
  prepare?: (api: Rig) => void;
}

/** Of the story that is shown. */
export let api: Rig;

/** Each story has a company of its own: nothing of another one is shown, or kept. */
export function show(
  { world = sampleWorld(), link = 'customer', prepare }: Given,
  element: (given: { api: string; link: string }) => TemplateResult,
): TemplateResult {
  const shown = serve(world).then(
    (rig) => {
      api = rig;
      prepare?.(rig);
      return element({ api: rig.origin, link: rig.link(link) });
    },
    (error: unknown) =>
      html`<p class="no-server">
        Stories are shown in front of a server: start <code>npm run storybook</code>. (${String(error)})
      </p>`,
  );
  return html`${until(shown)}`;
}

/** The sample company, a little other than usual. */
export function worldWith(change: (world: World) => void): World {
  const world = sampleWorld();
  change(world);
  return world;
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
export function answer(rig: Rig, route: string, reply: () => Response) {
  const { fetch } = rig;
  rig.fetch = async (input, init = {}) => {
    const { pathname } = new URL(input as string | URL);
    return `${init.method} ${pathname.replace(/^.*?\/v1/, '')}` === route ? reply() : fetch(input, init);
  };
}

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
