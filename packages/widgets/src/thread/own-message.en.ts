import type { words as french } from './own-message.fr.ts';

export const words: typeof french = {
  edit: 'Edit',
  editOf: (text: string) => `Edit: ${text}`,
  withdraw: 'Withdraw',
  withdrawOf: (text: string) => `Withdraw: ${text}`,
  label: 'Your message, edited',
  save: 'Save',
  saving: 'Saving…',
  cancel: 'Cancel',
  missing: 'Write your message, or withdraw it.',
  edited: 'Message edited',
  question: 'Withdraw this message? Nobody will be able to read it any more.',
  keep: 'Keep it',
  withdrawn: 'Message withdrawn',
  refusals: {
    'message-too-old': 'This message is more than a quarter of an hour old and stays as it is. Write another one.',
    'dossier-closed': 'This project has just been closed: this message stays as it is.',
    'not-found': 'This message has been withdrawn meanwhile.',
    stale: 'This message was edited elsewhere meanwhile. Save again to replace it.',
  },
};
