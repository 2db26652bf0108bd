/** The words of all sections of the desk, which load as one file. */
import { words as desk } from './desk.fr.ts';
import { words as customers } from './customers/customers.fr.ts';
import { words as interventions } from './interventions/interventions.fr.ts';
import { words as links } from './customers/links.fr.ts';
import { words as outbox } from './outbox/outbox.fr.ts';
import { words as profile } from './profile/profile.fr.ts';
import { words as settings } from './settings/settings.fr.ts';

export const words = { desk, customers, interventions, links, outbox, profile, settings };
