import { emptyWorld, largeWorld, memoryApi, samplePassword, sampleWorld, type World } from '@parvis/sdk/testing';
import type { Session } from '@parvis/sdk';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { Connection } from '../packages/widgets/src/shared/connection.ts';
import type { Desk } from '../packages/widgets/src/desk/desk.ts';

type Place = Desk['place'];

/** The desk over an API kept in memory, signed in as the first member unless nobody is. */
function desk(place: Place, { world = sampleWorld(), member = 0 }: { world?: World; member?: number | null } = {}) {
  const api = memoryApi(world);
  Connection.fetch = api.fetch;
  const signIn = async () => {
    const email = world.members[member ?? 0]?.email;
    const body = JSON.stringify({ email, password: samplePassword });
    const reply = await api.fetch(`${api.origin}/v1/session`, { method: 'POST', body });
    return (await reply.json()) as Session;
  };
  return member === null
    ? html`<parvis-desk api=${api.origin} session="cookie"></parvis-desk>`
    : html`<parvis-desk api=${api.origin} .place=${place} .getSession=${signIn}></parvis-desk>`;
}
const inbox: Place = { section: 'inbox', id: null };

export default { title: 'Bureau', component: 'parvis-desk' } satisfies Meta;
type Story = StoryObj;

export const SignIn: Story = { render: () => desk(inbox, { member: null }) };
export const Inbox: Story = { render: () => desk(inbox) };
export const InboxPhone: Story = { render: () => desk(inbox) };
export const InboxEmpty: Story = { render: () => desk(inbox, { world: emptyWorld() }) };
export const InterventionOpen: Story = {
  render: () => {
    const world = sampleWorld();
    const waiting = world.interventions.find(({ status }) => status === 'requested');
    return desk({ section: 'inbox', id: waiting?.id ?? null }, { world });
  },
};
export const InterventionOpenPhone: Story = { ...InterventionOpen };
export const Interventions: Story = { render: () => desk({ section: 'interventions', id: null }) };
export const TenThousandInterventions: Story = {
  render: () => desk({ section: 'interventions', id: null }, { world: largeWorld() }),
};
export const Customers: Story = { render: () => desk({ section: 'customers', id: null }) };
export const CustomerOpen: Story = {
  render: () => {
    const world = sampleWorld();
    return desk({ section: 'customers', id: world.customers[0]?.id ?? null }, { world });
  },
};
export const CustomerOpenPhone: Story = { ...CustomerOpen };
export const Outbox: Story = { render: () => desk({ section: 'outbox', id: null }) };
export const CompanySettings: Story = { render: () => desk({ section: 'settings', id: 'company' }) };
export const Members: Story = { render: () => desk({ section: 'settings', id: 'members' }) };
export const Fields: Story = { render: () => desk({ section: 'settings', id: 'fields' }) };
export const Keys: Story = { render: () => desk({ section: 'settings', id: 'keys' }) };
export const Technician: Story = {
  render: () => {
    const world = sampleWorld();
    return desk(inbox, { world, member: world.members.findIndex(({ role }) => role === 'technician') });
  },
};
