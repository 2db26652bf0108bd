/** Dossiers: what stands for them until their file has come. */
import { html } from 'lit';
import { DeskElement } from '../element.ts';
import { DossierFile } from './dossier-file.ts';

/** `<parvis-desk-dossiers>` */
export class DeskDossiers extends DeskElement {
  readonly #file = new DossierFile(this);

  override onDeskKey(key: string) {
    return this.renderRoot.querySelector<DeskElement>('parvis-desk-dossier-list')?.onDeskKey(key) ?? false;
  }
  protected override content(): unknown {
    return this.#file.draw(
      () => html`<parvis-desk-dossier-list .desk=${this.desk} .open=${this.open}></parvis-desk-dossier-list>`,
    );
  }
}

export { DeskDossiers as element };
