import { everything, reach } from '../access/scope.ts';

export const fields = reach('fields', { contact: everything, stakeholder: everything, assignee: everything });
