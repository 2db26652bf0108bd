/** What the company sets up and keeps an eye on: settings, members, own fields, links, keys, outbox, changes. */
import type { Field, Label, Member } from '../contract/index.ts';
import { contactViewer, linkTo } from './session-routes.ts';
import { append, changed, found, hears, invalid, paged, refuse, without, type Handlers } from './state.ts';

/** What has no key gets one, what is left out is retired. */
const kept = <T extends { key: string; label: Label; retired?: true | undefined }>(
  before: T[],
  given: (Omit<T, 'key'> & { key?: string | undefined })[],
): T[] => {
  const keyed = given.map((each) => ({ ...each, key: each.key ?? `${each.label.en}-${given.length}` }) as T);
  const gone = before.filter(({ key }) => !keyed.some((each) => each.key === key));
  return [...keyed, ...gone.map((each): T => ({ ...each, retired: true }))];
};

const companyRoutes: Handlers<
  'GET /company' | 'PATCH /company' | 'GET /companies/:companyId/logos/:logoId' | 'POST /companies/cards'
> = {
  'GET /company': ({ state }) => state.world.company,
  'PATCH /company': ({ state, asker, input, ifMatch }) => {
    const { company } = state.world;
    const { branding, options, types, address, logo, allowedOrigins = company.allowedOrigins, ...plain } = input;
    for (const scheme of ['light', 'dark'] as const) {
      const id = logo?.[scheme];
      if (id !== undefined)
        company.logo[scheme] =
          id === null ? null : { url: `/v1/companies/${company.id}/logos/${id}`, width: 240, height: 60 };
    }
    const portalUrl = input.portalUrl === undefined ? company.portalUrl : input.portalUrl;
    if (portalUrl && !allowedOrigins.includes(new URL(portalUrl).origin))
      throw invalid(input.portalUrl === undefined ? 'allowedOrigins' : 'portalUrl', 'origin-not-allowed');
    changed(company, ifMatch, {
      ...plain,
      address: { ...company.address, ...address },
      types: types ? kept(company.types, types) : company.types,
      allowedOrigins,
      branding: { ...company.branding, ...branding },
      options: { ...company.options, ...options },
    });
    append(state, asker.id, 'company.changed', company.id, null, Object.keys(input));
    return company;
  },
  'GET /companies/:companyId/logos/:logoId': () => {
    throw refuse(404, 'not-found');
  },
  'POST /companies/cards': ({ state: { world }, input }) => {
    const link = world.links.find(({ id }) => id === input.link);
    const { id, name, phone, email, address, branding, logo } = world.company;
    const contact = world.customers.flatMap(({ contacts }) => contacts).find((each) => each.id === link?.contact?.id);
    return {
      company: link || input.companyId === id ? { id, name, phone, email, address, branding, logo } : null,
      mails: link?.status === 'expired' && !!contact?.email,
    };
  },
};

const leads = ({ role, status }: Pick<Member, 'role' | 'status'>) => role === 'admin' && status === 'active';

const memberRoutes: Handlers<
  | 'GET /members'
  | 'POST /members'
  | 'GET /members/:memberId'
  | 'PATCH /members/:memberId'
  | 'POST /members/:memberId/invitations'
> = {
  'GET /members': ({ state, input }) =>
    paged(
      state.world.members.toSorted((a, b) => a.lastName.localeCompare(b.lastName, 'fr')),
      input,
    ),
  'POST /members': ({ state, asker, input }) => {
    if (state.world.members.some(({ email }) => email.toLowerCase() === input.email.toLowerCase()))
      throw invalid('email', 'taken');
    for (const field of ['firstName', 'lastName'] as const) if (!input[field].trim()) throw invalid(field, 'required');
    const {
      civility = '',
      firstName,
      lastName,
      email,
      landline = '',
      mobile = '',
      role = 'technician',
      lang,
      rights = {},
    } = input;
    const member: Member = {
      id: state.newId('member'),
      civility,
      firstName,
      lastName,
      name: `${firstName} ${lastName}`,
      email,
      landline,
      mobile,
      role,
      rights,
      lang: lang ?? state.world.company.lang,
      status: 'invited',
      createdAt: state.now(),
      version: 1,
    };
    state.world.members.push(member);
    append(state, asker.id, 'member.invited', member.id);
    return member;
  },
  'GET /members/:memberId': ({ state, id }) => found(state.world.members.find((member) => member.id === id)),
  'PATCH /members/:memberId': ({ state, asker, id, input, ifMatch }) => {
    const { active, keys: _, ...plain } = input;
    const before = found(state.world.members.find((member) => member.id === id));
    const status = active === undefined ? before.status : active ? 'active' : 'deactivated';
    const others = state.world.members.filter((member) => member.id !== id && leads(member));
    if (leads(before) && !leads({ role: plain.role ?? before.role, status }) && !others.length)
      throw refuse(409, 'last-administrator');
    const member = changed(before, ifMatch, { ...plain, status });
    member.name = `${member.firstName} ${member.lastName}`;
    append(state, asker.id, active === false ? 'member.deactivated' : 'member.changed', id, null, Object.keys(input));
    return member;
  },
  'POST /members/:memberId/invitations': ({ state, asker, id }) => {
    const member = found(state.world.members.find((each) => each.id === id));
    if (member.status !== 'invited') throw refuse(409, 'already-active');
    append(state, asker.id, 'member.invited', id);
    return { accepted: true };
  },
};

const fieldRoutes: Handlers<'GET /fields' | 'POST /fields' | 'PATCH /fields/:fieldId'> = {
  'GET /fields': ({ state }) => ({ items: state.world.fields.toSorted((a, b) => a.position - b.position) }),
  'POST /fields': ({ state, asker, input }) => {
    const { label, kind, required = false, choices = [], position = 0 } = input;
    if (kind === 'choice' && !choices.length) throw invalid('choices', 'required');
    const field: Field = {
      id: state.newId('field'),
      label,
      kind,
      required,
      choices: kept<Field['choices'][number]>([], choices),
      position,
      active: true,
      version: 1,
    };
    state.world.fields.push(field);
    append(state, asker.id, 'field.created', field.id, null, Object.keys(input));
    return field;
  },
  'PATCH /fields/:fieldId': ({ state, asker, id, input, ifMatch }) => {
    const { choices, ...plain } = input;
    const before = state.world.fields.find((each) => each.id === id);
    const field = changed(before, ifMatch, {
      ...plain,
      ...(choices && { choices: kept(before?.choices ?? [], choices) }),
    });
    append(state, asker.id, 'field.changed', id, null, Object.keys(input));
    return field;
  },
};

const linkRoutes: Handlers<'GET /links' | 'POST /links' | 'DELETE /links/:linkId'> = {
  'GET /links': ({ state, input }) =>
    paged(
      state.world.links
        .filter(({ customer }) => !input.customerId || customer?.id === input.customerId)
        .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)),
      input,
    ),
  'POST /links': ({ state, asker, input }) => {
    if (!('contactId' in input)) throw invalid('stakeholderId', 'unknown-reference');
    const { contactId, scope, days = state.world.company.linkDays, delivery = 'copy' } = input;
    const viewer = contactViewer(state, contactId, scope);
    const contact = state.world.customers.flatMap(({ contacts }) => contacts).find(({ id }) => id === contactId);
    if (delivery === 'mail' && !contact?.email) throw invalid('contactId', 'no-email');
    const link = linkTo(state, viewer, asker.name, days, delivery);
    state.world.links.push(link);
    append(state, asker.id, 'link.created', link.id);
    return { link, url: delivery === 'copy' ? `${state.origin}/p#${link.id}` : null };
  },
  'DELETE /links/:linkId': ({ state, asker, id }) => {
    const link = found(state.world.links.find((each) => each.id === id));
    Object.assign(link, { status: 'revoked', revokedAt: state.now() });
    for (const [token, open] of state.sessions) if (open.linkId === id) state.sessions.delete(token);
    append(state, asker.id, 'link.revoked', id);
    return undefined;
  },
};

const keyRoutes: Handlers<'GET /keys' | 'POST /keys' | 'DELETE /keys/:keyId'> = {
  'GET /keys': ({ state }) => ({ items: state.world.keys }),
  'POST /keys': ({ state, asker, input }) => {
    if (!input.name.trim()) throw invalid('name', 'required');
    const id = state.newId('key');
    const key = {
      id,
      name: input.name,
      prefix: 'pk_test',
      rights: input.rights ?? [],
      createdAt: state.now(),
      createdBy: asker.name,
      lastUsedAt: null,
      revokedAt: null,
    };
    state.world.keys.push(key);
    append(state, asker.id, 'key.created', id);
    return { key, secret: `key-${id}` };
  },
  'DELETE /keys/:keyId': ({ state, asker, id }) => {
    found(state.world.keys.find((each) => each.id === id)).revokedAt = state.now();
    append(state, asker.id, 'key.revoked', id);
    return undefined;
  },
};

const outboxRoutes: Handlers<'GET /outbox' | 'GET /outbox/:mailId' | 'POST /outbox/:mailId/attempts'> = {
  'GET /outbox': ({ state, input }) => {
    const mails = state.world.outbox
      .filter(({ status }) => !input.status || status === input.status)
      .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
    const { items, next } = paged(mails, input);
    return { items: items.map((mail) => without(mail, 'text')), next };
  },
  'GET /outbox/:mailId': ({ state, id }) => found(state.world.outbox.find((mail) => mail.id === id)),
  'POST /outbox/:mailId/attempts': ({ state, id }) => {
    const mail = found(state.world.outbox.find((each) => each.id === id));
    if (mail.status === 'sent') throw refuse(409, 'already-sent');
    Object.assign(mail, {
      status: 'sent',
      attempts: mail.attempts + 1,
      sentAt: state.now(),
      nextAttemptAt: null,
      lastError: null,
    });
    append(state, 'system', 'mail.sent', id);
    return { accepted: true };
  },
};

const changeRoutes: Handlers<'GET /changes'> = {
  'GET /changes': ({ state, asker, input }) => {
    const start = Number(input.cursor ?? 0);
    const end = start + Number(input.limit ?? 100);
    const entries = state.journal.slice(start, end).filter((entry) => hears(asker, entry));
    const next = String(Math.min(end, state.journal.length));
    return { items: entries.map(({ change }) => change), next, reset: false };
  },
};

export const settingsRoutes = {
  ...companyRoutes,
  ...memberRoutes,
  ...fieldRoutes,
  ...linkRoutes,
  ...keyRoutes,
  ...outboxRoutes,
  ...changeRoutes,
};
