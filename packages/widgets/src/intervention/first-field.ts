/**
 * Draws the form's first field before the files of its element have come, exactly as the element then does: who wants to
 * write waits for one file alone. What was written meanwhile goes on in the element (`takeOver`). Part of the loader: nothing
 * in here is younger than `import()`.
 */
import { baseStyles, form } from '../in-loader.ts';
import { languageOf } from '../shared/language.ts';

export function drawFirstField(host: Element) {
  const language = languageOf(host);
  const w = form.words[language];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(baseStyles + form.styles);
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  const field = make(
    'div',
    { class: 'field' },
    make('label', { for: 'description' }, w.description),
    make('small', { class: 'quiet', id: 'hint' }, `${w.descriptionHint} ${w.alone}`),
    make('textarea', {
      id: 'description',
      dir: 'auto',
      required: '',
      'aria-describedby': 'hint',
    }),
  );
  root.append(
    make(
      'div',
      { class: 'root', part: 'base', lang: language },
      make(
        'form',
        { class: 'stack', part: 'form' },
        make('slot', { name: 'intro' }, make('h2', {}, w.title)),
        make('fieldset', { class: 'stack' }, field, make('i', { class: 'skeleton area' })),
      ),
      // Where it is said that a file did not come (lost.ts).
      make('slot', { name: 'lost' }),
    ),
  );
}

/** By hand: pages forbid that markup is made of text. */
function make(name: string, attributes: Record<string, string>, ...content: (Node | string)[]) {
  const element = document.createElement(name);
  for (const attribute in attributes) element.setAttribute(attribute, attributes[attribute]!);
  element.append(...content);
  return element;
}
