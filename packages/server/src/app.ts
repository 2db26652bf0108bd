/** The API as a Hono app: for the server, for tests, for other hosts. Nothing happens until it is asked. */
import { api } from '@parvis/sdk/contract';
import { Hono } from 'hono';
import { policy } from './access/policy.ts';
import { changeRoutes } from './change/change.routes.ts';
import { companyRoutes } from './company/company.routes.ts';
import { customerRoutes } from './customer/customer.routes.ts';
import { equipmentRoutes } from './equipment/equipment.routes.ts';
import { fieldRoutes } from './field/field.routes.ts';
import { fileRoutes } from './files/files.routes.ts';
import type { Handlers } from './http/handlers.ts';
import { mount, type Observer } from './http/mount.ts';
import { Paths } from './http/paths.ts';
import { interventionRoutes } from './intervention/intervention.routes.ts';
import { mountLive } from './journal/live.ts';
import { keyRoutes } from './key/key.routes.ts';
import { linkRoutes } from './link/link.routes.ts';
import { memberRoutes } from './member/member.routes.ts';
import { profileRoutes } from './member/profile.routes.ts';
import { outboxRoutes } from './outbox/outbox.routes.ts';
import { portalRoutes } from './portal/portal.routes.ts';
import type { Services } from './services.ts';
import { sessionRoutes } from './session/session.routes.ts';
import { siteRoutes } from './site/site.routes.ts';

export function createApp(s: Services, observe: Observer = () => {}): Hono {
  const app = new Hono({ router: new Paths() });
  mountLive(app, s, observe);
  mount(app, api, policy, handlers(s), s, observe);
  return app;
}

const handlers = (s: Services): Handlers<typeof api> => ({
  ...sessionRoutes(s),
  ...portalRoutes(s),
  ...companyRoutes(s),
  ...memberRoutes(s),
  ...profileRoutes(s),
  ...customerRoutes(s),
  ...siteRoutes(s),
  ...equipmentRoutes(s),
  ...interventionRoutes(s),
  ...fieldRoutes(s),
  ...fileRoutes(s),
  ...linkRoutes(s),
  ...keyRoutes(s),
  ...outboxRoutes(s),
  ...changeRoutes(s),
});
