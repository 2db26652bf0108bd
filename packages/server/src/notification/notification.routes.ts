import type { notificationApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { changeNotifications, readNotifications } from './notification.rules.ts';

export const notificationRoutes = ({ store }: Services): Handlers<typeof notificationApi> => ({
  'GET /notifications': ({ viewer }) => readNotifications(store, viewer),
  'PATCH /notifications':
    ({ viewer, body }) =>
    (tx) =>
      changeNotifications(tx, viewer, body),
});
