import type { Portal } from '@parvis/sdk';
import type { Connection } from './connection.ts';

/** Whose it is, as what is kept on the device is named: a link sent anew opens it, another contact or scope does not. */
export const viewerOf = ({ api }: Connection, { company, contact, scope }: Portal) =>
  `${api} ${company.id} ${contact.id} ${scope.kind}:${scope.id}`;
