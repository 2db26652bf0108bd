/**
 * The rows of a list: each is the same row wherever it stands, so that one that comes above takes neither the keyboard nor
 * what is typed. Lit's own `repeat` would make every customer's page heavier, for it asks more of the part that all share.
 */
import { noChange, render } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import { arrange } from '../shared/arrange.ts';

interface Item {
  id: string;
}

class Rows extends Directive {
  #rows = new Map<string, HTMLElement>();

  render(_items: readonly Item[], _row: (item: never) => unknown) {
    return noChange;
  }
  override update({ element }: ElementPart, [items, draw]: [readonly Item[], (item: never) => unknown]) {
    const before = this.#rows;
    this.#rows = new Map(items.map(({ id }) => [id, before.get(id) ?? document.createElement('li')]));
    for (const item of items) render(draw(item as never), this.#rows.get(item.id)!);
    arrange(element, before, this.#rows);
    return noChange;
  }
}
const filled = directive(Rows);

/** `<ul ${rows(items, (item) => …)}></ul>` */
export const rows = <Of extends Item>(items: readonly Of[], draw: (item: Of) => unknown) => filled(items, draw);
