/** The words of all sections of the desk, which load as one file. */
import type { words as french } from '../fr/desk-sections.ts';
import { words as desk } from './desk.ts';
import { words as customers } from './desk-customers.ts';
import { words as interventions } from './desk-interventions.ts';
import { words as links } from './desk-links.ts';
import { words as outbox } from './desk-outbox.ts';
import { words as profile } from './desk-profile.ts';
import { words as settings } from './desk-settings.ts';

export const words: typeof french = { desk, customers, interventions, links, outbox, profile, settings };
