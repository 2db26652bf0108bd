import { messageApi } from '@parvis/sdk/contract';
import { everyone } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { messageDigestMail } from './message.digest.mail.ts';
import { messageMail } from './message.mail.ts';
import { messages } from './message.reach.ts';
import { messageRoutes } from './message.routes.ts';

export const messageFeature = feature({
  api: messageApi,
  routes: messageRoutes,
  policy: {
    'GET /dossiers/:dossierId/messages': {
      contact: ['customer', 'dossier'],
      stakeholder: true,
      part: 'messages',
      member: everyone,
      key: true,
    },
    // People write, programs do not: who said it is a person.
    'POST /dossiers/:dossierId/messages': {
      contact: ['customer', 'dossier'],
      stakeholder: true,
      part: 'messages',
      member: everyone,
    },
    // By its author alone, whoever else sees it: the rules say so.
    'PATCH /messages/:messageId': {
      contact: ['customer', 'dossier'],
      stakeholder: true,
      part: 'messages',
      member: everyone,
    },
    'DELETE /messages/:messageId': {
      contact: ['customer', 'dossier'],
      stakeholder: true,
      part: 'messages',
      member: everyone,
    },
  },
  reach: [messages],
  mails: { dossier_messages: messageMail, dossier_digest: messageDigestMail },
  subjects: {
    message: { readAt: 'GET /dossiers/:dossierId/messages', reach: messages },
  },
});
