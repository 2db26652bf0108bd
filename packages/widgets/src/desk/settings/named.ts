/** A list of things with a name in both languages, changed line by line: each keeps its key, whatever it is called by then. */
import { css, html, nothing, type ReactiveControllerHost } from 'lit';
import type { Form } from '../form.ts';
import { rows } from '../rows.ts';

interface Named {
  key: string;
  label: { fr: string; en: string };
  retired?: true | undefined;
}
type Given = Omit<Named, 'key'> & { key?: string };

/** What is typed in one line. */
interface Line {
  id: string;
  /** The thing as it was opened; none of a new one. */
  was?: Named;
  fr: string;
  en: string;
}

export interface NamedWords {
  french: string;
  english: string;
  addLine: string;
  removeLine: (name: string) => string;
}

export class NamedLines {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #opened: readonly Named[] | undefined;
  #lines: Line[] = [];

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
  }

  /** Begins with these things, unless it has begun with them already: what is typed stays. */
  open(things: readonly Named[]) {
    if (this.#opened !== things) this.begin(things);
  }
  begin(things: readonly Named[]) {
    this.#opened = things;
    this.#lines = things
      .filter(({ retired }) => !retired)
      .map((was) => ({ id: was.key, was, fr: was.label.fr, en: was.label.en }));
  }
  /** The things as they are now, those that were retired before among them. */
  get value(): Given[] {
    const typed = this.#lines
      .filter(({ fr }) => fr.trim())
      .map(({ was, fr, en }): Given => {
        const label = { fr: fr.trim(), en: en.trim() || fr.trim() };
        if (!was) return { label };
        return was.label.fr === label.fr && was.label.en === label.en ? was : { key: was.key, label };
      });
    const retired = (this.#opened ?? []).filter((each) => each.retired);
    return [...typed, ...retired];
  }

  /** `name` is that of the field whose words these are. */
  view(name: string, label: string, hint: string, w: NamedWords, { wrong, theirs }: ReturnType<Form['saidOf']>) {
    return html`<fieldset name=${name} class="named">
      <legend>${label}</legend>
      <p class="small quiet">${hint}</p>
      <ul ${rows(this.#lines, (line: Line) => this.#line(line, w, wrong !== undefined))}></ul>
      ${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : nothing}
      ${theirs === undefined ? nothing : html`<p class="theirs">${theirs}</p>`}
      <div><button type="button" @click=${this.#add}>${w.addLine}</button></div>
    </fieldset>`;
  }
  #line(line: Line, w: NamedWords, isWrong: boolean) {
    const isFirstWrong = isWrong && line === (this.#lines.find(({ fr }) => !fr.trim()) ?? this.#lines[0]);
    const typed = (language: 'fr' | 'en') => (event: Event) =>
      (line[language] = (event.target as HTMLInputElement).value);
    const remove = () => {
      this.#lines = this.#lines.filter((each) => each !== line);
      this.#host.requestUpdate();
    };
    return html`<div class="both">
      <input
        aria-label=${w.french}
        aria-invalid=${isFirstWrong}
        maxlength="120"
        autocomplete="off"
        .value=${line.fr}
        @input=${typed('fr')}
      />
      <input aria-label=${w.english} maxlength="120" autocomplete="off" .value=${line.en} @input=${typed('en')} />
      <button type="button" class="bare" aria-label=${w.removeLine(line.fr)} @click=${remove}>✕</button>
    </div>`;
  }
  readonly #add = () => {
    const line = { id: crypto.randomUUID(), fr: '', en: '' };
    this.#lines = [...this.#lines, line];
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() =>
      this.#host.shadowRoot!.querySelector<HTMLElement>('.named li:last-child input')?.focus(),
    );
  };
}

export const namedStyles = css`
  .named ul {
    display: grid;
    gap: calc(2 * var(--u));
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .named .both {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 44px;
    gap: calc(2 * var(--u));
    align-items: center;
  }
`;
