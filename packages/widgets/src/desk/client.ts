/** The client of the company's own screens. */
import { forMember, type MemberClient } from '@parvis/sdk/member';
import type { Connection } from '../shared/connection.ts';

/** The connection's client, with the calls that only the company makes: added when they are first needed. */
export const clientOf = ({ client }: Connection): MemberClient =>
  'company' in client ? (client as MemberClient) : forMember(client);
