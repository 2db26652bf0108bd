import { expect, test } from 'vitest';
import { testUrl } from '../testing.ts';
import { arrived, delivery, deliverAgain, office, t, useDelivery, type Company } from '../testing/delivery.ts';

useDelivery();

const window = { windowStart: '2026-12-03T08:00:00.000Z', windowEnd: '2026-12-03T10:00:00.000Z' };
const requests = async (company: Company, wishes: string[]) => {
  const { customer, contact } = await t.customer(company, { name: 'Le Goff' });
  const as = await t.link(contact);
  const made = [];
  for (const wish of wishes) {
    const one = await t.intervention(customer, { status: 'scheduled', ...window });
    const { status } = await t.ask('POST /interventions/:interventionId/reschedule-requests', {
      as,
      params: { interventionId: one.id },
      body: { wish },
    });
    expect(status).toBe(201);
    made.push(one);
  }
  return made;
};

test('a wish for another time is mailed to the office: what is wished, what was planned, and where to answer', async () => {
  const { company, admin } = await office();
  const [made] = await requests(company, ['Plutôt jeudi matin']);
  const [mail] = await arrived(admin.email);
  expect(mail!.subject).toBe(`Empêchement, intervention n° ${made!.number} – Le Goff`);
  expect(mail!.text).toContain('Plutôt jeudi matin');
  expect(mail!.text).toContain('jeudi 3 décembre 2026');
  expect(mail!.text).toContain('09:00');
  expect(mail!.text).toContain(`${testUrl}/desk#/interventions/${made!.id}`);
});

test('several that come together are one mail', async () => {
  await delivery.stop();
  const { company, admin } = await office();
  const made = await requests(company, ['Jeudi', 'Vendredi']);
  deliverAgain();
  const [mail] = await arrived(admin.email);
  expect(mail!.subject).toBe('2 empêchements');
  expect(mail!.text).toContain(`N° ${made[0]!.number} – Le Goff : Jeudi`);
  expect(mail!.text).toContain(`N° ${made[1]!.number} – Le Goff : Vendredi`);
});
