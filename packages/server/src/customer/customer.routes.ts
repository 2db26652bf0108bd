import type { customerApi } from '@parvis/sdk/contract';
import { writeRows } from '../batch.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { addContactTo, changeContact, removeContact, writeContact } from './contact.rules.ts';
import { listCustomers } from './customer.list.ts';
import { addCustomer, attachFiles, changeCustomer, readCustomer, writeCustomer } from './customer.rules.ts';

export const customerRoutes = (s: Services): Handlers<typeof customerApi> => ({
  'GET /customers': ({ viewer, query }) => listCustomers(s, viewer, query),
  'POST /customers':
    ({ viewer, body }) =>
    (tx) =>
      addCustomer(s, tx, viewer, body),
  'GET /customers/:customerId': ({ viewer, params }) => readCustomer(s, viewer, params.customerId),
  'PATCH /customers/:customerId':
    ({ viewer, params, ifMatch, body }) =>
    (tx) =>
      changeCustomer(s, tx, viewer, params.customerId, ifMatch, body),
  'POST /customers/batch': ({ viewer, rows }) =>
    writeRows(s.store, viewer.companyId, rows, (tx, row) => writeCustomer(tx, viewer, row)),
  'POST /customers/:customerId/contacts':
    ({ viewer, params, body }) =>
    (tx) =>
      addContactTo(tx, viewer, params.customerId, body),
  'PATCH /contacts/:contactId':
    ({ viewer, params, ifMatch, body }) =>
    (tx) =>
      changeContact(tx, viewer, params.contactId, ifMatch, body),
  'DELETE /contacts/:contactId':
    ({ viewer, params }) =>
    (tx) =>
      removeContact(tx, viewer, params.contactId),
  'POST /contacts/batch': ({ viewer, rows }) =>
    writeRows(s.store, viewer.companyId, rows, (tx, row) => writeContact(tx, viewer, row)),
  'POST /customers/:customerId/attachments':
    ({ viewer, params, body }) =>
    (tx) =>
      attachFiles(s, tx, viewer, params.customerId, body.fileIds),
});
