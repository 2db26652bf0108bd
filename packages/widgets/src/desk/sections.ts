/** Everything that one can go to at the desk, in the order of its list. */
import { bin } from './bin/bin.section.ts';
import { customers } from './customers/customers.section.ts';
import { dossiers } from './dossiers/dossiers.section.ts';
import type { Section } from './entry.ts';
import { inbox } from './interventions/inbox.section.ts';
import { interventions } from './interventions/interventions.section.ts';
import { outbox } from './outbox/outbox.section.ts';
import { profile } from './profile/profile.section.ts';
import { settings } from './settings/settings.section.ts';
import type { Place } from './section.ts';
import { today } from './today/today.section.ts';

export const listed: readonly Section[] = [today, inbox, interventions, customers, dossiers, outbox, bin, settings];
/** The profile stands where one's name is. */
export const sections: readonly Section[] = [...listed, profile];
/** What an address opens that says nothing else. */
export const home: Place = { section: listed[0]!.name, id: null };
