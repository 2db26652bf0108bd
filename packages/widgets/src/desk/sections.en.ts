/** The words of all sections of the desk, which load as one file. */
import type { words as french } from './sections.fr.ts';
import { words as desk } from './desk.en.ts';
import { words as customers } from './customers/customers.en.ts';
import { words as interventions } from './interventions/interventions.en.ts';
import { words as links } from './customers/links.en.ts';
import { words as outbox } from './outbox/outbox.en.ts';
import { words as profile } from './profile/profile.en.ts';
import { words as settings } from './settings/settings.en.ts';

export const words: typeof french = { desk, customers, interventions, links, outbox, profile, settings };
