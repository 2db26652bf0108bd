/** Something that is shown this once: selected for who copies by hand, copied by one press. */
import { html } from 'lit';

export const copyable = (label: string, value: string, copy: string, press: () => void) =>
  html`<div class="copyable">
    <input
      id="copyable"
      readonly
      aria-label=${label}
      .value=${value}
      @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
    />
    <button @click=${press}>${copy}</button>
  </div>`;

/** Answers whether it was copied: some browsers refuse, and it stands selected to be copied by hand. */
export async function copy(root: HTMLElement | DocumentFragment, value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    root.querySelector<HTMLInputElement>('#copyable')?.select();
    return false;
  }
}
