/** The picker of photos comes into the form when it is first asked for. */
import { define } from '../shared/define.ts';
import { Photos } from '../shared/photos.ts';
import { drawn, type Writing } from './writing.ts';

export async function openPhotos(writing: Writing, then: (picker: Photos) => unknown) {
  const { state, saver } = writing;
  define('parvis-photos', Photos);
  // Not made by its template: what was picked stays when the form gives way to something else for a while.
  const picker = (state.picker ??= document.createElement('parvis-photos') as Photos);
  picker.addEventListener('photos-changed', saver.soon);
  await drawn(writing);
  await then(picker);
}
