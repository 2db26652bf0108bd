import type { PortalOptions } from '../contract/index.ts';
import { detail, summary } from './intervention-routes.ts';
import { forbidden, found, sees, type Handlers } from './state.ts';

const closed = ['done', 'signed', 'cancelled'];

export const portalRoutes: Handlers<'GET /portal'> = {
  'GET /portal': ({ state, asker }) => {
    if (asker.kind !== 'contact') throw forbidden();
    const { world } = state;
    const { id: companyId, name, phone, email, address: theirs, branding, logo, timeZone, types } = world.company;
    const customer = found(world.customers.find((each) => each.id === asker.customerId));
    const contact = found(customer.contacts.find((each) => each.id === asker.id));
    const jobs = world.interventions.filter((job) => sees(asker, job));
    const isWhole = asker.scope.kind === 'customer';
    const sites = world.sites.filter(
      (site) => site.customerId === customer.id && (isWhole || site.id === asker.scope.id),
    );
    const siteIds = new Set(sites.map((site) => site.id));
    const equipment = world.equipment.filter(
      (piece) => piece.customerId === customer.id && (isWhole || siteIds.has(piece.site?.id ?? '')),
    );
    const options = { ...world.company.options };
    for (const [part, own] of Object.entries(customer.options))
      if (own !== null && own !== undefined) options[part as keyof PortalOptions] = own;
    const only = sites.length === 1 ? sites[0] : undefined;
    const address = (asker.scope.kind === 'intervention' ? jobs[0]?.address : only?.address) ?? customer.address;
    const now = state.now();
    // Under way, then to come, then late.
    const rank = ({ status, windowEnd }: (typeof jobs)[number]) =>
      status !== 'scheduled' ? 0 : windowEnd && windowEnd > now ? 1 : 2;
    const upcoming = jobs
      .filter((job) => job.windowEnd && !closed.includes(job.status))
      .toSorted((a, b) => rank(a) - rank(b) || a.date.localeCompare(b.date));
    const mayCreate =
      options.creation && asker.rights.includes('create') && !asker.preview && asker.scope.kind !== 'intervention';
    return {
      company: { id: companyId, name, phone, email, address: theirs, branding, logo, timeZone, types },
      scope: asker.scope,
      customer: {
        id: customer.id,
        number: isWhole ? customer.number : null,
        name: customer.name,
        address: isWhole ? customer.address : address,
        extra: isWhole ? customer.extra : '',
        attachments: isWhole && options.documents ? customer.attachments : [],
      },
      contact: { id: contact.id, name: contact.name, email: contact.email, phone: contact.phone },
      options,
      counts: {
        interventions: jobs.length,
        open: jobs.filter((job) => !closed.includes(job.status)).length,
        sites: sites.length,
        equipment: equipment.length,
      },
      next: upcoming[0] ? nextOf(asker, upcoming[0]) : null,
      fields: world.fields.filter((field) => field.active),
      prefill: {
        siteId: only?.id ?? null,
        equipmentId: null,
        address,
        contact: { name: contact.name, phone: contact.phone, email: contact.email },
      },
      preview: asker.preview,
      can: mayCreate ? ['create_intervention'] : [],
    };
  },
};

const nextOf = (...[asker, job]: Parameters<typeof detail>) => {
  const { address, assignee, calendarUrl, can, status, reschedule } = detail(asker, job);
  const rescheduleOutcome = status === 'scheduled' ? (reschedule?.outcome ?? null) : null;
  return { ...summary(job), address, assignee, calendarUrl, can, rescheduleOutcome };
};
