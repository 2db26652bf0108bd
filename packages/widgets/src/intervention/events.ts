/** What is told of interventions: to the page, and to the element around. */
import type { Intervention } from '@parvis/sdk';
import { ParvisEvent } from '../shared/events.ts';

/** The customer created an intervention. */
export class ParvisInterventionCreatedEvent extends ParvisEvent {
  readonly intervention: Intervention;
  constructor(intervention: Intervention) {
    super('parvis-intervention-created');
    this.intervention = intervention;
  }
}

/** The customer has read the confirmation, or asks for what it is about. Stays inside the element around. */
export class InterventionSeenEvent extends CustomEvent<null> {
  /** Of the intervention. */
  readonly id: string;
  constructor(id: string) {
    super('intervention-seen');
    this.id = id;
  }
}

/** The customer wants to write a request again that waits, or was refused. Stays inside the element around. */
export class CorrectAskedEvent extends CustomEvent<null> {
  /** Of the draft. */
  readonly id: string;
  constructor(id: string) {
    super('correct-asked');
    this.id = id;
  }
}

/** A sheet shows it, as it is now. Stays inside the element around. */
export class InterventionShownEvent extends CustomEvent<null> {
  readonly intervention: Intervention;
  constructor(intervention: Intervention) {
    super('intervention-shown');
    this.intervention = intervention;
  }
}

/** The customer changed it here. Stays inside the element around. */
export class InterventionChangedEvent extends CustomEvent<null> {
  readonly intervention: Intervention;
  constructor(intervention: Intervention) {
    super('intervention-changed');
    this.intervention = intervention;
  }
}

/** The customer asks for an intervention from an empty list. Stays inside the element around. */
export class CreateAskedEvent extends CustomEvent<null> {
  constructor() {
    super('create-asked');
  }
}

/** The customer cannot be there at the time that is planned. Stays inside the element around. */
export class RescheduleAskedEvent extends CustomEvent<null> {
  constructor() {
    super('reschedule-asked');
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'parvis-intervention-created': ParvisInterventionCreatedEvent;
  }
  interface HTMLElementEventMap {
    'intervention-seen': InterventionSeenEvent;
    'intervention-shown': InterventionShownEvent;
    'intervention-changed': InterventionChangedEvent;
    'create-asked': CreateAskedEvent;
    'correct-asked': CorrectAskedEvent;
    'reschedule-asked': RescheduleAskedEvent;
  }
}
