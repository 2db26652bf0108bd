/** The client of the company's own screens. */
import { forCompany, type Client } from '@parvis/sdk';
import type { Connection } from '../shared/connection.ts';

/** The connection's client, with the calls that only the company makes: added when they are first needed. */
export const clientOf = ({ client }: Connection): Client =>
  'company' in client ? (client as Client) : forCompany(client);
