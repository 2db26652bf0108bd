/** What is opened from a list, or shown when it is pressed for: one file, loaded as one, which registers its elements. */
import { InterventionSheet } from '../intervention/intervention-sheet.ts';
import { Information } from '../portal/information.ts';
import { Places } from '../portal/places.ts';
import { Reschedule } from '../portal/reschedule.ts';
import { define } from './define.ts';

export { openCalendar } from '../portal/calendar-file.ts';

define('parvis-intervention-sheet', InterventionSheet);
define('parvis-information', Information);
define('parvis-places', Places);
define('parvis-reschedule', Reschedule);
