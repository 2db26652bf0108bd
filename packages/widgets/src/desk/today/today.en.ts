import type { words as french } from './today.fr.ts';

export const words: typeof french = {
  late: 'Late',
  noneLate: 'Nothing is late.',
  requested: 'Requests without an answer',
  noneRequested: 'Every request has an answer.',
  undelivered: 'Mail not delivered',
  noneUndelivered: 'No mail was refused in the last seven days.',
  jobs: 'Interventions of the day',
  noJobs: 'Nothing is scheduled today.',
  nobody: 'Nobody assigned',
  since: (howLong) => `for ${howLong}`,
  until: (when) => `was to end ${when}`,
  others: (count) => `and ${count} more`,
  inbox: 'See all that is to be scheduled',
  firstSteps: 'To begin with',
  dismiss: 'Do not show again',
  stepDone: 'done',
  steps: {
    logo: 'Give the company’s logo',
    reach: 'Give its telephone and e-mail',
    types: 'Choose the types of intervention',
    mail: 'See a first e-mail leave',
    customer: 'Create a first customer',
    link: 'Send them a link',
  },
};
