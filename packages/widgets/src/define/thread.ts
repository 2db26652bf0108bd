/** Registers `<parvis-thread>`. */
import { Thread } from '../thread/thread.ts';
import { define } from '../shared/define.ts';

define('parvis-thread', Thread);

declare global {
  interface HTMLElementTagNameMap {
    'parvis-thread': Thread;
  }
}
