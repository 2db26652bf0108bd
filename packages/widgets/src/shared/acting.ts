/** What is first used when someone acts, or may no longer act: one file, loaded as one. */
export { forgetDrafts, hasUnsent } from '../intervention/draft.ts';
export { FormBody } from '../intervention/form-body.ts';
export { Pending } from '../intervention/pending.ts';
export { Access } from './access.ts';
export { mayLeave } from './leave.ts';
export { Photos } from './photos.ts';
