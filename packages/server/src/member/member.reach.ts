import { everything, nothing, reach } from '../access/scope.ts';

export const members = reach('members', { contact: nothing, assignee: everything });
