import { DeskInterventions } from './intervention-list.ts';

/** `<parvis-desk-inbox>`: « À planifier », requested and to_schedule together; what just came in is on top, where it is seen. */
export class Inbox extends DeskInterventions {
  protected override readonly section = 'inbox';
}

export { Inbox as element };
