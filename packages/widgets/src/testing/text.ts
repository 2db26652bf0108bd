/** All that is written within an element, in whatever shadow it stands. */
export const textOf = (root: Element): string =>
  [...(root.shadowRoot ?? root).childNodes]
    .map((node) => {
      if (node instanceof Element) return node.localName === 'style' ? '' : textOf(node);
      return node instanceof Text ? node.data : '';
    })
    .join(' ')
    .replace(/\s+/g, ' ');
