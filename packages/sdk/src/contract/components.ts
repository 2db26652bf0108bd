/** Schemas that bear a name of their own in the API reference, where they stand: `site = z.object(…).register(components, { id: 'Site' })`. */
import * as z from 'zod';

export const components = z.registry<{ id: string }>();
