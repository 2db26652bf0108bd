import type { Message } from '@parvis/sdk';
import { ParvisEvent } from '../shared/events.ts';

/** Whoever looks has sent a message, and it has arrived. */
export class ParvisMessageSentEvent extends ParvisEvent {
  readonly message: Message;
  constructor(message: Message) {
    super('parvis-message-sent');
    this.message = message;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'parvis-message-sent': ParvisMessageSentEvent;
  }
}
