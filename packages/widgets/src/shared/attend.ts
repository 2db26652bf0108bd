/** What each element of customers is given beside its first screen. */
import { connections, type Attended } from './connection.ts';
import { keepFocus } from './focus.ts';
import { outwards } from './locale.ts';
import { media } from './media.ts';
import { sendForm } from './sandbox.ts';

const attended = new WeakSet<Attended>();

/** Once, wherever it is put afterwards. */
export function attend(host: Attended) {
  if (attended.has(host)) return;
  attended.add(host);
  const root = host.renderRoot as ShadowRoot;
  root.adoptedStyleSheets.push(...media.flatMap(({ styleSheet }) => styleSheet ?? []));
  keepFocus(host, root);
}

/** A sheet that is open is what is printed: whatever it does not stand in is left out, in every shadow root around it. */
const mark = (isPrinted: boolean) => {
  const roots = [...connections].flatMap(({ hosts }) => [...hosts]).map(({ renderRoot }) => renderRoot);
  for (const sheet of roots.flatMap((root) => root.querySelector('dialog[open], aside') ?? []))
    for (const at of outwards(sheet))
      if (at instanceof Element && at.closest('.root')) at.classList.toggle('parvis-printed', isPrinted);
};
if (self !== top) document.addEventListener('click', sendForm);
addEventListener('beforeprint', () => mark(true));
addEventListener('afterprint', () => mark(false));
