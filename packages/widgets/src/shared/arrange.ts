/**
 * Puts the rows of a list where they belong. What goes is taken out first: then what stays need not be moved, and keeps
 * the focus.
 */
export function arrange(list: Element, before: Map<unknown, Element>, now: Map<unknown, Element>) {
  for (const [key, row] of before) if (!now.has(key)) row.remove();
  let next = list.firstElementChild;
  for (const row of now.values()) {
    if (row === next) next = next.nextElementSibling;
    else list.insertBefore(row, next);
  }
}
