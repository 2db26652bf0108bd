/** Asked before signing out where something is written and not yet sent: it goes with who wrote it. */
import { html, render } from 'lit';
import { hasUnsent } from '../intervention/draft.ts';
import { words as french } from './access.fr.ts';
import type { Asking, Connection } from './connection.ts';
import { dialogStyles } from './dialog.ts';

/** Whether nothing would be lost, or the reader lets it go. */
export async function mayLeave(element: Asking, connection: Connection): Promise<boolean> {
  const { portal } = connection;
  if (!portal || !hasUnsent(connection, portal)) return true;
  const { language } = element;
  const w = language === 'fr' ? french : (await import('./access.en.ts')).words;
  const root = element.renderRoot as ShadowRoot;
  const { styleSheet } = dialogStyles;
  if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);

  const dialog = document.createElement('dialog');
  dialog.lang = language;
  dialog.setAttribute('aria-labelledby', 'leave');
  render(
    html`<form class="stack" method="dialog">
      <h2 id="leave">${w.unsent}</h2>
      <p>${w.unsentWhy}</p>
      <div class="row acts">
        <button>${w.stay}</button>
        <button class="primary" value="leave">${w.leave}</button>
      </div>
    </form>`,
    dialog,
  );
  // Where the tokens are; behind what the element draws, which leaves it alone.
  root.querySelector('.root')?.append(dialog);
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener('close', closed, { once: true }));
  dialog.remove();
  return dialog.returnValue === 'leave';
}
