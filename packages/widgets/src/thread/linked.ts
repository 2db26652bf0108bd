/** Addresses within a text, as links. */
import { html } from 'lit';

/** Of the web alone: whatever else a browser would run or open stays a text. */
const address = /\bhttps?:\/\/[^\s<>«»"]+/gi;

/** Without what ends the sentence around it; a bracket does where none was opened. */
function withoutEnd(found: string): string {
  let end = found.length;
  const isBehind = (sign: string) =>
    ".,;:!?…'’*".includes(sign) || (sign === ')' && !found.slice(0, end).includes('('));
  while (isBehind(found[end - 1]!)) end--;
  return found.slice(0, end);
}

/** The text, with what can be followed in it: in a new page, which is not told where it was opened from. */
export function linked(text: string): unknown[] {
  const parts: unknown[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    const href = withoutEnd(found);
    if (href.endsWith('//')) continue;
    parts.push(text.slice(from, index), html`<a href=${href} target="_blank" rel="noopener noreferrer">${href}</a>`);
    from = index + href.length;
  }
  return [...parts, text.slice(from)];
}
