import type { words as french } from '../fr/filling.ts';

export const words: typeof french = {
  known: 'For this intervention',
  type: 'Type',
  noType: 'For the company to settle',
  place: 'Place',
  contact: 'Contact',
  fields: 'Details',
  noFields: 'None so far',
  change: 'Change',
  changePart: (part) => `Change: ${part}`,
  send: 'Send the request',
  sending: 'Sending…',
  kept: 'No network. Your request is kept on this device and will leave as soon as the network is back.',
  keptAway:
    'The service is not answering at the moment. Your request is kept on this device and will leave as soon as it does.',
  restored: 'Your draft has been picked up.',
  alreadySent: 'This request had already been sent. Please check the list before sending another one.',
  preview: 'Preview: nothing can be sent from here.',
  closed: (company) => `${company} takes no requests online at the moment.`,
  call: (phone) => `Call ${phone}`,
  created: 'Your request has arrived',
  createdNumber: (number) => `Intervention no.\u00a0${number}`,
  createdNext: (company) =>
    `${company} has received it and will offer you an appointment. You can follow it here at any time.`,
};
