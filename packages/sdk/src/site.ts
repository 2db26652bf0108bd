import type { Call } from './request.ts';
import { resource } from './resource.ts';

/** `client.sites` */
export const siteCalls = (call: Call) => resource(call, 'sites');
