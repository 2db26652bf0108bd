import { interventionsOf } from './intervention-list.ts';

/** `<parvis-desk-inbox>`: « À planifier », requested and to_schedule together; what just came in is on top, where it is seen. */
export const element = interventionsOf('inbox');
