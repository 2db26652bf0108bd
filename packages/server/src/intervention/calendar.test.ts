import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';
import { calendarOf, type CalendarEvent } from './icalendar.ts';

/** The lines of a calendar by their names, read as RFC 5545 says: put together where they go on, and unescaped. */
const propertiesOf = (text: string): Map<string, string> => {
  const lines = text.replaceAll('\r\n ', '').split('\r\n');
  expect(lines.pop()).toBe('');
  return new Map(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
};
const textIn = (text: string) => text.replaceAll(/\\(.)/g, (_, mark: string) => (mark === 'n' ? '\n' : mark));

describe('an appointment in a calendar', () => {
  const event: CalendarEvent = {
    uid: 'a@b',
    sequence: 3,
    start: '2026-12-03T08:00:00.000Z',
    end: '2026-12-03T10:30:00.000Z',
    summary: 'Atelier des Monts',
    location: '12, rue des Lilas; Lyon',
    description: 'Julien vient.\nFuite',
  };

  test('is one event in UTC, whose versions follow one another', () => {
    const text = calendarOf(event, '2026-11-27T03:04:05.678Z');
    expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:')).toBe(true);
    expect(text.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true);
    expect(Object.fromEntries(propertiesOf(text))).toMatchObject({
      UID: 'a@b',
      SEQUENCE: '3',
      DTSTAMP: '20261127T030405Z',
      DTSTART: '20261203T080000Z',
      DTEND: '20261203T103000Z',
      SUMMARY: 'Atelier des Monts',
      LOCATION: String.raw`12\, rue des Lilas\; Lyon`,
      DESCRIPTION: String.raw`Julien vient.\nFuite`,
    });
  });

  test('holds whatever was written, in lines of 75 octets that break no character and begin nothing of their own', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.constant('é'.repeat(200)),
          fc.constant('a\r\nEND:VEVENT\r\n\u2028b\t\u0007'),
        ),
        (description) => {
          const text = calendarOf({ ...event, description }, event.start);
          const lines = text.split('\r\n');
          expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
          expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1);
          expect(text.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}|�/u);
          const kept = description.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, '');
          expect(textIn(propertiesOf(text).get('DESCRIPTION')!)).toBe(kept);
        },
      ),
    );
  });
});

describe('the address of an appointment', () => {
  let t: TestApp;
  let admin: SignedIn;
  let made: Awaited<ReturnType<TestApp['customer']>>;
  let company: Awaited<ReturnType<TestApp['company']>>;
  let julien: { id: string };
  let link: SignedIn;
  beforeAll(async () => {
    t = await testApp();
  });
  afterAll(() => t.close());
  beforeEach(async () => {
    company = await t.company();
    admin = await t.member(company);
    julien = await t.member(company, { role: 'technician', firstName: 'Julien', lastName: 'Secret' });
    made = await t.customer(company);
    link = await t.link(made.contact);
  });
  const planned = (more: object = {}) =>
    t.intervention(made.customer, {
      status: 'scheduled',
      windowStart: '2026-12-03T08:00:00.000Z',
      windowEnd: '2026-12-03T10:00:00.000Z',
      assigneeId: julien.id,
      description: 'Fuite, cave',
      ...more,
    });
  const read = async (as: SignedIn, interventionId: string) =>
    (await t.ask('GET /interventions/:interventionId', { as, params: { interventionId } })).body;
  const open = async (url: string) => await t.app.fetch(new Request(`${testUrl}${url}`));

  it('opens in a calendar program: who comes by first name, where, when', async () => {
    const { id, number } = await planned();
    const { calendarUrl, version } = await read(link, id);
    const response = await open(calendarUrl!);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="rendez-vous.ics"',
      'x-content-type-options': 'nosniff',
    });
    const text = await response.text();
    const said = propertiesOf(text);
    expect(said.get('UID')).toBe(`${id}@${company.id}`);
    expect(said.get('SEQUENCE')).toBe(String(version));
    expect(said.get('DTSTART')).toBe('20261203T080000Z');
    expect(textIn(said.get('DESCRIPTION')!)).toContain(`Julien vient.\nFuite, cave\nIntervention n° ${number}`);
    expect(textIn(said.get('LOCATION')!)).toContain('Lyon');
    expect(text).not.toContain('Secret');
  });

  it('opens no longer while it is in the bin, by itself or with its customer', async () => {
    const { id: interventionId } = await planned();
    const { calendarUrl } = await read(link, interventionId);
    const statuses: number[] = [];
    const put = async (ifMatch: number, binned: boolean) => {
      const asked = { as: admin, params: { interventionId }, ifMatch, body: { binned } };
      expect((await t.ask('PATCH /interventions/:interventionId', asked)).status).toBe(200);
      statuses.push((await open(calendarUrl!)).status);
    };
    await put(1, true);
    await put(2, false);
    const params = { customerId: made.customer.id };
    await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 1, body: { binned: true } });
    statuses.push((await open(calendarUrl!)).status);
    expect(statuses).toEqual([404, 200, 401]);
  });

  it('says the new time in a later version of the same appointment', async () => {
    const { id } = await planned();
    const { calendarUrl } = await read(link, id);
    const before = propertiesOf(await (await open(calendarUrl!)).text());
    await t.ask('POST /interventions/:interventionId/moves', {
      as: admin,
      params: { interventionId: id },
      body: { to: 'scheduled', windowStart: '2026-12-04T08:00:00.000Z', windowEnd: '2026-12-04T10:00:00.000Z' },
    });
    const after = propertiesOf(await (await open(calendarUrl!)).text());
    expect(after.get('UID')).toBe(before.get('UID'));
    expect(after.get('DTSTART')).toBe('20261204T080000Z');
    expect(Number(after.get('SEQUENCE'))).toBeGreaterThan(Number(before.get('SEQUENCE')));
  });

  it('is given where a time is ahead, and to customers', async () => {
    for (const status of ['requested', 'to_schedule', 'done', 'signed', 'cancelled'] as const)
      expect((await read(link, (await planned({ status })).id)).calendarUrl).toBeNull();
    const { id } = await planned({ status: 'en_route' });
    expect((await read(link, id)).calendarUrl).not.toBeNull();
    expect((await read(admin, id)).calendarUrl).toBeNull();
  });

  it('opens nothing else, nothing out of its session’s sight, and nothing once that has ended', async () => {
    const [one, other] = [await planned(), await planned()];
    const { calendarUrl } = await read(link, one.id);
    const refused = async (url: string) => ((await (await open(url)).json()) as { code: string }).code;
    expect(await refused(calendarUrl!.replace(one.id, other.id))).toBe('ticket-ended');
    expect(await refused(calendarUrl!.replace(`interventions/${one.id}/calendar`, `files/${one.id}/content`))).toBe(
      'ticket-ended',
    );
    expect(await refused(`${calendarUrl!.slice(0, -4)}AAAA`)).toBe('ticket-ended');
    await t.ask('POST /interventions/:interventionId/moves', {
      as: admin,
      params: { interventionId: one.id },
      body: { to: 'cancelled', reason: 'Réparé' },
    });
    expect(await refused(calendarUrl!)).toBe('not-found');
    const { calendarUrl: another } = await read(link, other.id);
    await t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: made.contact.id }, ifMatch: 1 });
    await t.told();
    expect(await refused(another!)).toBe('ticket-ended');
  });
});
