import type { Call } from './request.ts';
import { resource } from './resource.ts';

/** `client.equipment` */
export const equipmentCalls = (call: Call) => resource(call, 'equipment');
