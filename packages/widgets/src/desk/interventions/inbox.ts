import { DeskInterventions } from './interventions.ts';

/** `<parvis-desk-inbox>`: « À planifier », requested and to_schedule together, the oldest first. */
export class Inbox extends DeskInterventions {
  protected override readonly inbox = true;

  constructor() {
    super();
    this.order = 'date asc';
  }
}
