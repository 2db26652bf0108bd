import type { words as french } from './thread.fr.ts';

export const words: typeof french = {
  title: 'Messages',
  earlier: 'Earlier messages',
  none: 'No messages yet. Write the first one.',
  noneYet: 'No messages yet.',
  you: 'You',
  message: 'Your message',
  send: 'Send message',
  sending: 'Sending…',
  missing: 'Write your message first.',
  sent: 'Message sent',
  edited: 'edited',
  withdrawn: 'This message was withdrawn',
  waiting: 'No connection. Your message is kept on this device and leaves as soon as you are back online.',
  takeBack: 'Don’t send, edit it',
  closed: 'This project is closed: its messages can be read, and no longer be answered.',
  closedMeanwhile: 'This project has just been closed: your message was not sent. Its text is kept on this device.',
  news: (name: string, text: string) => `New message from ${name}: ${text}`,
};
