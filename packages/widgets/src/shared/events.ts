/** What the elements tell the page. Each event bubbles and crosses shadow trees. */
import type { ErrorCode } from '@parvis/sdk';

/** What all of them have in common. */
export class ParvisEvent extends CustomEvent<null> {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** The element shows its content for the first time. */
export class ParvisReadyEvent extends ParvisEvent {
  constructor() {
    super('parvis-ready');
  }
}

/** Something went wrong that the element told its reader about. */
export class ParvisErrorEvent extends ParvisEvent {
  /** Usually a `ParvisError` of the SDK; its `code` is the name to match on. */
  readonly error: Error & { readonly code?: ErrorCode };
  constructor(error: unknown) {
    super('parvis-error');
    this.error = error as Error;
  }
}

/** The session ended and could not be renewed: expired, revoked or signed out. */
export class ParvisSessionExpiredEvent extends ParvisEvent {
  /** The problem's code, such as `link-expired` or `link-invalid`; empty after signing out. */
  readonly code: ErrorCode | '';
  constructor(code: ErrorCode | '') {
    super('parvis-session-expired');
    this.code = code;
  }
}

declare global {
  // Of elements, of the document and of the window: the events bubble.
  interface GlobalEventHandlersEventMap {
    'parvis-ready': ParvisReadyEvent;
    'parvis-error': ParvisErrorEvent;
    'parvis-session-expired': ParvisSessionExpiredEvent;
  }
}
