import { everything, nothing, reach } from '../access/scope.ts';

export const keys = reach('keys', { contact: nothing, assignee: everything });
