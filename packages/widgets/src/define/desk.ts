/** Registers `<parvis-desk>`; its sections register themselves when they load. */
import { Desk } from '../desk/desk.ts';
import { define } from '../shared/define.ts';

define('parvis-desk', Desk);
