import type { words as french } from './photos.fr.ts';

export const words: typeof french = {
  kinds: 'Photos (JPEG, PNG, WebP) or PDF, 10 at most, 25\u00a0MB each.',
  remove: (name) => `Remove ${name}`,
  progress: (name) => `Sending ${name}`,
  arrived: (sent, all) => `${sent} of ${all} sent`,
  waiting: 'Waiting',
  delayed: 'Will resume as soon as possible',
  tooMany: (limit) => `${limit} files at most: the others were not added.`,
  refused: (name, why) => `${name}: ${why}`,
  errors: {
    'file-too-large': 'this file is larger than 25\u00a0MB.',
    'unsupported-file': 'only JPEG, PNG, WebP and PDF are accepted.',
    'heic-not-supported':
      'HEIC is not accepted. In the camera’s settings choose “Most compatible”, or send a screenshot.',
    'too-many-pixels': 'this picture is too heavy to process: send it as an ordinary JPEG, or smaller.',
    'picture-too-slow': 'this picture takes too long to process. Send it as a JPEG, or smaller.',
    'broken-file': 'this file is damaged and cannot be read.',
    'too-many-files': 'too many files are waiting already. Please send your request first.',
    'storage-full': 'the service cannot keep more files at the moment. Your request can be sent without it.',
    unreadable: 'the device no longer has it. Add it again.',
    'http-413': 'this picture is too heavy to process: send it as an ordinary JPEG, or smaller.',
    other: 'this file was not sent. Please add it again.',
  },
};
