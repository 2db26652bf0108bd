/** The API as a Hono app: for the server, for tests, for other hosts. Nothing happens until it is asked. */
import { api } from '@parvis/sdk/contract';
import { Hono } from 'hono';
import { features } from './feature-set.ts';
import { mount, type Observer } from './http/mount.ts';
import { CachedRouter } from './http/cached-router.ts';
import { problemOf, problemResponse } from './http/problems.ts';
import { mountLive } from './live/live.ts';
import type { Services } from './services.ts';

export function createApp(s: Services, observe: Observer = () => {}): Hono {
  const app = new Hono({ router: new CachedRouter() });
  mountLive(app, s, observe);
  mount(app, api, features.policy, features.routes(s), s, observe);
  // What fails outside of a route, as a preflight may; Hono would say so in a text of its own.
  app.onError((error) => problemResponse(problemOf(error, s.log), {}));
  return app;
}
