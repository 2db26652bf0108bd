/** Registers the portal's lists of sites and equipment. */
import { Places } from '../portal/places.ts';
import { define } from '../shared/define.ts';

define('parvis-places', Places);
