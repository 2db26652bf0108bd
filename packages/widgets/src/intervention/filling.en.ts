import { plural } from '../shared/plural.ts';
import { words as pending } from './pending.en.ts';
import type { words as french } from './filling.fr.ts';

export const words: typeof french = {
  known: 'For this visit',
  type: 'Type',
  noType: 'We’ll decide',
  place: 'Address',
  contact: 'Your details',
  fields: 'Details',
  noFields: 'None yet',
  change: 'Change',
  changePart: (part) => `Change: ${part}`,
  send: 'Send request',
  sending: 'Sending…',
  restored: 'We’ve kept your draft.',
  alreadySent: 'This request had already been sent. Please check the list before sending another one.',
  preview: 'Preview: nothing can be sent from here.',
  closed: (company) => `${company} is not taking requests online at the moment.`,
  call: (phone) => `Call ${phone}`,
  created: 'Your request has arrived',
  createdNext: (company) =>
    `${company} has received it and will offer you an appointment. You can follow it here at any time.`,
  missing: (count) => `${pending.missing(count)} You can add them afterwards.`,
  fieldErrors: {
    'description required': 'Tell us what’s happening.',
    'contact.name required': 'Tell us who to ask for.',
  },
  fieldsToCorrect: (count) => plural('en', count, '#\u00a0field needs attention', '#\u00a0fields need attention'),
  details: {
    type: 'Type of visit',
    noType: 'I don’t know',
    site: 'Site',
    noSite: 'The address below',
    equipment: 'Equipment',
    noEquipment: 'None in particular',
    line1: 'Address',
    line2: 'Address line 2',
    line2Hint: 'Floor, door code, building…',
    postalCode: 'Postcode',
    city: 'Town',
    name: 'Who to ask for on site',
    phone: 'Phone',
    email: 'E-mail',
    choose: 'Choose…',
    onlyHere: 'For this visit only: your own details stay as they are.',
  },
};
