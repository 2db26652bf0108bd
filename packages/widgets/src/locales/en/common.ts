import type { words as french } from '../fr/common.ts';

export const words: typeof french = {
  status: {
    requested: 'Requested',
    to_schedule: 'To be scheduled',
    scheduled: 'Scheduled',
    en_route: 'On the way',
    in_progress: 'In progress',
    done: 'Done',
    signed: 'Signed',
    cancelled: 'Cancelled',
  },
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  optional: 'optional',
  number: (number) => `no.\u00a0${number}`,
  intervention: (number) => `Intervention no.\u00a0${number}`,
  attachments: 'Attachments',
  addPhotos: 'Add photos',
  download: (name) => `Download ${name}`,
  bytes: (count) =>
    count < 1_000_000
      ? `${Math.max(1, Math.round(count / 1000))}\u00a0kB`
      : `${(count / 1_000_000).toLocaleString('en-GB', { maximumFractionDigits: 1 })}\u00a0MB`,
  fieldErrors: {
    required: 'This field is needed.',
    'too-long': 'This text is too long.',
    'too-short': 'This text is too short.',
    'not-a-number': 'Please give a number.',
    phone: 'This number does not look complete.',
    'unknown-choice': 'This choice no longer exists.',
    'unknown-reference': 'This choice no longer exists.',
    invalid: 'This value does not fit.',
  },
  problems: {
    offline: 'No network. Nothing is lost: the page will carry on as soon as it is back.',
    'not-found': 'This no longer exists, or can no longer be seen.',
    forbidden: 'Your access does not allow this.',
    'move-not-allowed': 'The intervention has changed meanwhile: its state has been brought up to date.',
    stale: 'This has changed meanwhile. The page now shows its latest version.',
    'too-many-requests': 'Too many attempts in a row. Please try again in a few minutes.',
    'intervention-full': 'This intervention has 50 files already.',
    other: 'The service is not answering as expected. Nothing is lost: please try again in a moment.',
  },
};
