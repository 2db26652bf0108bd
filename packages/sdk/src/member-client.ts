/**
 * `@parvis/sdk/member`: the client of the company's own screens. Beside all that its programs call, it signs members in and
 * counts what waits for them. What they do with their own account alone is in `@parvis/sdk/profile`.
 */
import { finderCall } from './finder.ts';
import { forCompany } from './index.ts';
import { memberInterventionCalls } from './intervention-member.ts';
import { memberSessionCalls, passwordCalls } from './member-session.ts';
import type { PortalClient } from './portal-client.ts';
import { resource } from './resource.ts';

/** Gives the same client what members call, and everything that is the company's. */
export function forMember(client: PortalClient) {
  const { call, session } = client;
  const company = forCompany(client);
  return Object.assign(company, {
    session: Object.assign(session, memberSessionCalls(call, session)),
    password: passwordCalls(call, session),
    search: finderCall(call),
    bin: resource(call, 'bin'),
    interventions: Object.assign(company.interventions, memberInterventionCalls(call)),
  });
}
export type MemberClient = ReturnType<typeof forMember>;
