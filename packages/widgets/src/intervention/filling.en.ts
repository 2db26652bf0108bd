import { plural } from '../shared/plural.ts';
import type { words as french } from './filling.fr.ts';

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
  restored: 'Your draft has been picked up.',
  alreadySent: 'This request had already been sent. Please check the list before sending another one.',
  preview: 'Preview: nothing can be sent from here.',
  closed: (company) => `${company} takes no requests online at the moment.`,
  call: (phone) => `Call ${phone}`,
  created: 'Your request has arrived',
  createdNext: (company) =>
    `${company} has received it and will offer you an appointment. You can follow it here at any time.`,
  missing: (count) =>
    plural('en', count, '#\u00a0photo could not be attached.', '#\u00a0photos could not be attached.') +
    ' You can add them afterwards.',
  fieldsToCorrect: (count) => plural('en', count, '#\u00a0field needs attention', '#\u00a0fields need attention'),
  details: {
    type: 'Type of intervention',
    noType: 'I do not know',
    site: 'Site',
    noSite: 'The address below',
    equipment: 'Equipment',
    noEquipment: 'None in particular',
    line1: 'Address',
    line2: 'More about the address',
    line2Hint: 'Floor, door code, building…',
    postalCode: 'Postcode',
    city: 'Town',
    name: 'Person to ask for on the spot',
    phone: 'Phone',
    email: 'E-mail',
    choose: 'Choose…',
    onlyHere: 'For this intervention only: your own details stay as they are.',
  },
};
