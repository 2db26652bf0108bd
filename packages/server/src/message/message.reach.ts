import { reach } from '../access/scope.ts';
import { ofDossier } from '../work/dossier.reach.ts';

export const messages = reach('messages', { part: 'messages', ...ofDossier((t) => t.messages.dossierId) });
