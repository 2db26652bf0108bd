/** The elements' attributes and events, for frameworks whose templates are typed (see docs/integrator.md). */
import type { ParvisElement } from './shared/element.ts';
import './intervention/events.ts';
import './shared/events.ts';

type Events = GlobalEventHandlersEventMap;
type OfParvis = Extract<keyof Events, `parvis-${string}`>;

export type ParvisAttributes = Partial<Pick<ParvisElement, 'api' | 'link' | 'theme' | 'getSession'>> & {
  [Name in 'session-url' | 'site-id' | 'equipment-id']?: string;
} & { routing?: boolean } & { [Name in OfParvis as `on${Name}`]?: (event: Events[Name]) => void };
