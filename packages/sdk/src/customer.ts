import { list, type Call, type CallOptions, type CreateOptions, type Input, type Versioned } from './request.ts';

/** `client.customers` */
export const customerCalls = (call: Call) => ({
  list: (query?: Input<'GET /customers'>) => list(call, 'GET /customers', query),
  get: (id: string, options?: CallOptions) => call('GET /customers/:customerId', id, undefined, options),
  create: (customer: Input<'POST /customers'>, options?: CreateOptions) =>
    call('POST /customers', null, customer, options),
  update: (customer: Versioned, change: Input<'PATCH /customers/:customerId'>, options?: CallOptions) =>
    call('PATCH /customers/:customerId', customer, change, options),
  addAttachments: (id: string, fileIds: string[], options?: CreateOptions) =>
    call('POST /customers/:customerId/attachments', id, { fileIds }, options),
  batch: (rows: Input<'POST /customers/batch'>['rows'], options?: CreateOptions) =>
    call('POST /customers/batch', null, { rows }, options),
});

/** `client.contacts`; they are read with their customer. */
export const contactCalls = (call: Call) => ({
  create: (customerId: string, contact: Input<'POST /customers/:customerId/contacts'>, options?: CreateOptions) =>
    call('POST /customers/:customerId/contacts', customerId, contact, options),
  update: (contact: Versioned, change: Input<'PATCH /contacts/:contactId'>, options?: CallOptions) =>
    call('PATCH /contacts/:contactId', contact, change, options),
  remove: (id: string, options?: CallOptions) => call('DELETE /contacts/:contactId', id, undefined, options),
  batch: (rows: Input<'POST /contacts/batch'>['rows'], options?: CreateOptions) =>
    call('POST /contacts/batch', null, { rows }, options),
});
