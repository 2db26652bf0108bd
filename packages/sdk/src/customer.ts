import type { Call, CreateOptions, Input } from './request.ts';
import { resource } from './resource.ts';

/** `client.customers` */
export const customerCalls = (call: Call) => ({
  ...resource(call, 'customers'),
  addAttachments: (id: string, fileIds: string[], options?: CreateOptions) =>
    call('POST /customers/:customerId/attachments', id, { fileIds }, options),
});

/** `client.contacts`; they are read with their customer. */
export const contactCalls = (call: Call) => ({
  ...resource(call, 'contacts'),
  create: (customerId: string, contact: Input<'POST /customers/:customerId/contacts'>, options?: CreateOptions) =>
    call('POST /customers/:customerId/contacts', customerId, contact, options),
});
