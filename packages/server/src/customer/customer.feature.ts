import { customerApi } from '@parvis/sdk/contract';
import { everyone, office } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { contacts, customers } from './customer.reach.ts';
import { customerRoutes } from './customer.routes.ts';
import { binnableCustomer } from './customer.bin.ts';
import { customerFinder } from './customer.finder.ts';

export const customerFeature = feature({
  api: customerApi,
  routes: customerRoutes,
  policy: {
    'GET /customers': { member: everyone, key: true },
    'POST /customers': { member: office, key: true },
    'GET /customers/:customerId': { member: everyone, key: true },
    'PATCH /customers/:customerId': { member: office, key: true },
    'POST /customers/batch': { member: office, key: true },
    'POST /customers/:customerId/contacts': { member: office, key: true },
    'PATCH /contacts/:contactId': { member: office, key: true },
    'DELETE /contacts/:contactId': { member: office, key: true },
    'POST /contacts/batch': { member: office, key: true },
    'POST /customers/:customerId/attachments': { member: office, key: true },
  },
  reach: [contacts, customers],
  finders: { customer: customerFinder },
  binnables: { customer: binnableCustomer },
  subjects: {
    customer: { readAt: 'GET /customers/:customerId', contactReadsAt: 'GET /portal', reach: customers },
    contact: { readAt: 'GET /customers/:customerId', contactReadsAt: 'GET /portal', reach: contacts },
  },
});
