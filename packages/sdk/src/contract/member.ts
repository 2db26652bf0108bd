/** Members (profils): the company's people. */
import * as z from 'zod';
import { email, filled, id, instant, lang, page, paging, phone } from './common.ts';
import { components } from './components.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { right, role } from './session.ts';

export const civility = z.enum(['mme', 'm', '']);

/** Rights given or taken one by one: `true` adds, `false` takes away, absent follows the role. */
export const rightChanges = z.partialRecord(right, z.boolean());

const profile = {
  civility: civility.default(''),
  firstName: filled(80),
  lastName: filled(80),
  email,
  landline: phone.default(''),
  /** For SMS. */
  mobile: phone.default(''),
  role: role.default('technician'),
  rights: rightChanges.default({}),
  lang: lang.optional(),
};

export const member = z
  .object({
    id,
    civility,
    firstName: z.string(),
    lastName: z.string(),
    name: z.string(),
    email: z.string(),
    landline: z.string(),
    mobile: z.string(),
    role,
    rights: rightChanges,
    lang,
    /** `invited` until a password was chosen. */
    status: z.enum(['invited', 'active', 'deactivated']),
    createdAt: instant,
    version: z.number().int(),
  })
  .register(components, { id: 'Member' });
export type Member = z.infer<typeof member>;

export const memberApi = {
  'GET /members': { summary: 'The company’s members, by name.', query: z.object(paging), reply: page(member) },
  'POST /members': {
    summary: 'Adds a member and mails the invitation to choose a password.',
    problems: ['password-required', 'administrators-only', 'limit-reached'],
    status: 201,
    body: z.strictObject(profile),
    reply: member,
  },
  'GET /members/:memberId': { summary: 'One member.', reply: member },
  'PATCH /members/:memberId': {
    summary:
      'Changes a member. Another e-mail, role, rights or standing ends every session, preview and one-time link of theirs for good; who is reactivated, or has another e-mail, is invited anew and chooses a password. The last administrator stays (409 `last-administrator`). When a member who made API keys leaves, has another e-mail, or loses rights that one carries, `keys` says what becomes of these (409 `has-keys` lists them in `keys`, and counts in `links` the secure links they copied that still open).',
    problems: [
      'password-required',
      'administrators-only',
      'beyond-own-rights',
      'own-account',
      'last-administrator',
      'has-keys',
    ],
    ifMatch: true,
    body: z.strictObject({
      civility: civility.optional(),
      firstName: filled(80).optional(),
      lastName: filled(80).optional(),
      email: email.optional(),
      landline: phone.optional(),
      mobile: phone.optional(),
      role: role.optional(),
      rights: rightChanges.optional(),
      lang: lang.optional(),
      active: z.boolean().optional(),
      /** What becomes of the API keys that carry more than their maker is left with, or were made under another e-mail. */
      keys: z.enum(['keep', 'revoke']).optional(),
    }),
    reply: member,
  },
  'POST /members/:memberId/invitations': {
    summary: 'Mails a new invitation; the earlier one no longer opens.',
    problems: ['password-required', 'administrators-only', 'beyond-own-rights', 'already-active'],
    status: 202,
    reply: z.object({ accepted: z.literal(true) }),
  },
} satisfies Record<Route, Endpoint>;
