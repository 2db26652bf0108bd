import type { Call } from './request.ts';
import { resource } from './resource.ts';

/** `client.dossiers` */
export const dossierCalls = (call: Call) => resource(call, 'dossiers');
