/**
 * The contract: what crosses the wire, and nothing else. Imports zod alone.
 * The server mounts `api`; `openapi.json` is generated from it; the SDK takes types, so no byte of zod reaches a browser.
 */
import { changeApi } from './change.ts';
import { companyApi } from './company.ts';
import { customerApi } from './customer.ts';
import { equipmentApi } from './equipment.ts';
import { fieldApi } from './field.ts';
import { fileApi } from './file.ts';
import { interventionApi } from './intervention.ts';
import { keyApi } from './key.ts';
import { linkApi } from './link.ts';
import { memberApi } from './member.ts';
import { outboxApi } from './outbox.ts';
import { passwordApi } from './password.ts';
import { portalApi } from './portal.ts';
import { profileApi } from './profile.ts';
import { sessionApi } from './session.ts';
import { siteApi } from './site.ts';

export const api = {
  ...sessionApi,
  ...passwordApi,
  ...portalApi,
  ...companyApi,
  ...memberApi,
  ...profileApi,
  ...customerApi,
  ...siteApi,
  ...equipmentApi,
  ...interventionApi,
  ...fieldApi,
  ...fileApi,
  ...linkApi,
  ...keyApi,
  ...outboxApi,
  ...changeApi,
};
export type Api = typeof api;
export type ApiRoute = keyof Api & string;

export * from './change.ts';
export * from './codes.ts';
export * from './common.ts';
export * from './company.ts';
export * from './components.ts';
export * from './customer.ts';
export type * from './endpoint.ts';
export * from './equipment.ts';
export * from './field.ts';
export * from './file.ts';
export * from './intervention.ts';
export * from './key.ts';
export * from './link.ts';
export * from './member.ts';
export * from './outbox.ts';
export * from './password.ts';
export * from './portal.ts';
export * from './problem.ts';
export * from './profile.ts';
export * from './session.ts';
export * from './site.ts';
