/** For the tests: what axe finds wrong with an element, through its shadow trees. */
import { expect } from '@open-wc/testing';
import type { AxeResults, RunOptions } from 'axe-core';
import { outwards } from '../shared/locale.ts';
// No module: it puts itself on the window.
import 'axe-core/axe.min.js';

declare const axe: { run(context: Element, options: RunOptions): Promise<AxeResults> };

/** Fails with the rules that are broken and where. */
export async function accessible(element: Element) {
  // Colours are compared once they have settled.
  const around = [...outwards(element)].flatMap((at) => (at instanceof Element ? at.getAnimations() : []));
  const moving = [...around, ...animations(element)].filter(
    ({ effect }) => effect?.getTiming().iterations !== Infinity,
  );
  await Promise.all(moving.map(({ finished }) => finished.catch(() => {})));
  const { violations } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).to.deep.equal([]);
}

/** Of an element and all shadow trees in it: none of them tells of those inside it. */
const animations = (element: Element): Animation[] => [
  ...element.getAnimations({ subtree: true }),
  ...[element, ...element.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? [...shadowRoot.getAnimations(), ...[...shadowRoot.children].flatMap(animations)] : [],
  ),
];
