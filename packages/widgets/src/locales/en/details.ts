import type { words as french } from '../fr/details.ts';

export const words: typeof french = {
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
};
