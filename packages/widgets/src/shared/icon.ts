/** Outline icons of one family, drawn from the nodes that lucide exports one file each: only those used are shipped. */

/** What a file of `lucide/dist/esm/icons` exports. */
export type IconNode = [tag: string, attributes: Record<string, string>][];

const namespace = 'http://www.w3.org/2000/svg';
const draw = (tag: string, attributes: Record<string, string>) => {
  const element = document.createElementNS(namespace, tag);
  for (const name in attributes) element.setAttribute(name, attributes[name] ?? '');
  return element;
};

/** A fresh drawing of an icon, in the outline that parts.ts gives to all drawings. It says nothing to screen readers: the words beside it do. */
export function icon(node: IconNode): SVGElement {
  const svg = draw('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  for (const [tag, attributes] of node) svg.append(draw(tag, attributes));
  return svg;
}
