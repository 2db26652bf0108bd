/** Notifications: what each person has chosen to be mailed of what others add. */
import * as z from 'zod';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';

/** `all`: within minutes, several together; `digest`: once a day, at 7:30 in the company's time zone; `none`: nothing. */
export const notificationChoice = z.enum(['all', 'digest', 'none']);
export type NotificationChoice = z.infer<typeof notificationChoice>;

export const notifications = z
  .object({
    /** What others write in dossiers. */
    messages: notificationChoice,
  })
  .register(components, { id: 'Notifications' });
export type Notifications = z.infer<typeof notifications>;

export const notificationApi = {
  'GET /notifications': {
    summary: 'What the caller has chosen to be mailed; `all` where they have chosen nothing.',
    reply: notifications,
  },
  'PATCH /notifications': {
    summary: 'Chooses what the caller is mailed: a member, contact or stakeholder for themselves alone.',
    body: z.strictObject({ messages: notificationChoice.optional() }),
    reply: notifications,
  },
} satisfies Record<Route, Endpoint>;
