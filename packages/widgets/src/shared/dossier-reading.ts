/** The dossier that an element is of: the one that it names, else the one that the link opens. Read again as it changes. */
import type { Dossier, News, ParvisError } from '@parvis/sdk';
import type { CustomerElement } from './customer-element.ts';

interface Host extends CustomerElement {
  dossierId: string | null | undefined;
}

export class DossierReading {
  value: Dossier | undefined;
  /** Why it could not be read. */
  error: Pick<ParvisError, 'code'> | undefined;
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }
  /** Undefined until it is known which one the link opens. */
  get id(): string | undefined {
    const { dossierId, portal } = this.#host;
    return dossierId || (portal?.scope.kind === 'dossier' ? portal.scope.id : undefined);
  }
  readonly read = async (): Promise<void> => {
    const { id } = this;
    const { connection } = this.#host;
    if (!connection || !id) return;
    try {
      const dossier = await connection.client.call('GET /dossiers/:dossierId', id);
      if (id !== this.id) return;
      this.value = dossier;
      this.error = undefined;
    } catch (error) {
      this.#host.report(error);
      if (id === this.id) this.error = error as ParvisError;
    }
    this.#host.requestUpdate();
  };
  onNews({ changes, missed, up }: News): void {
    if (missed || up || changes.some(({ subject }) => subject.id === this.id)) void this.read();
  }
  /** Another dossier, or another person: nothing of the one before is left. */
  clear(): void {
    this.value = this.error = undefined;
  }
}
