import {
  interventionAct,
  interventionStatus,
  type InterventionAct,
  type InterventionStatus,
  right,
} from '@parvis/sdk/contract';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../problem.ts';
import { actOfMove, acts, actsOf, can, assertAllowed } from './acts.ts';
import { rightsOf } from './rights.ts';
import type { Viewer } from './viewer.ts';

const id = (n: number) => `018f0000-0000-7000-8000-00000000000${n}`;
const companyId = id(0);
const until = '2099-01-01T00:00:00.000Z';

const contact = (previewBy: string | null = null): Viewer => ({
  kind: 'contact',
  companyId,
  contactId: id(1),
  customerId: id(2),
  rights: new Set(),
  scope: { kind: 'customer', id: id(2) },
  reachesDossiers: true,
  sessionId: id(3),
  previewBy,
  lang: 'fr',
  name: 'Éléonore',
  parts: new Set(),
  timeZone: 'Europe/Paris',
  until,
  dependsOn: [`session:${id(3)}`],
});
const member = (role: 'admin' | 'office' | 'technician', memberId = id(4)): Viewer => ({
  kind: 'member',
  companyId,
  memberId,
  role,
  rights: rightsOf(role, {}),
  sessionId: id(5),
  lang: 'fr',
  name: 'Nora',
  until,
  dependsOn: [`session:${id(5)}`],
});
const key: Viewer = {
  kind: 'key',
  companyId,
  keyId: id(6),
  name: 'ERP',
  role: 'office',
  rights: new Set(right.options),
  makerId: null,
  dependsOn: [`key:${id(6)}`],
};

const row = (status: InterventionStatus, assigneeId: string | null = null) => ({ status, assigneeId });
const states = interventionStatus.options;
const fromStates = (viewer: Viewer, act: InterventionAct, assigneeId: string | null = null) =>
  states.filter((status) => can(viewer, act, row(status, assigneeId)));

describe('the table of acts', () => {
  test('knows every act of the contract', () => {
    expect(Object.keys(acts).toSorted()).toEqual(interventionAct.options.toSorted());
  });

  test('leads from requested to done by one step after the other, and nowhere to signed', () => {
    const course = ['requested', 'to_schedule', 'scheduled', 'en_route', 'in_progress', 'done'] as const;
    for (const [i, from] of course.entries()) {
      for (const to of states) {
        const steps: InterventionStatus[] = [];
        const next = course[i + 1];
        if (next) steps.push(next);
        if (from === 'scheduled') steps.push('to_schedule', 'scheduled');
        if (from !== 'done') steps.push('cancelled');
        expect([from, to, actOfMove(from, to) !== null]).toEqual([from, to, steps.includes(to)]);
      }
    }
    for (const to of states) expect([actOfMove('signed', to), actOfMove('cancelled', to)]).toEqual([null, null]);
  });

  test('leads back to the state before, or out of the cancelled, where a reason is said', () => {
    const back = states.map((from) => [from, states.filter((to) => actOfMove(from, to, 'x') !== actOfMove(from, to))]);
    expect(back).toEqual([
      ['requested', []],
      ['to_schedule', ['requested']],
      ['scheduled', []],
      ['en_route', ['scheduled']],
      ['in_progress', ['en_route']],
      ['done', ['in_progress']],
      ['signed', ['done']],
      ['cancelled', ['to_schedule']],
    ]);
  });
});

describe('who may do what', () => {
  test('a customer cancels what is still requested, and adds files until it is signed', () => {
    expect(fromStates(contact(), 'cancel')).toEqual(['requested']);
    expect(fromStates(contact(), 'add_file')).not.toContain('signed');
    expect(actsOf(contact(), row('requested'))).toEqual(['cancel', 'add_file']);
    expect(actsOf(contact(), row('scheduled'))).toEqual(['add_file', 'request_reschedule']);
  });

  test('the office keeps an appointment that somebody asked to move, and no other', () => {
    const asked = (viewer: Viewer, status: InterventionStatus) =>
      can(viewer, 'keep_appointment', { ...row(status), rescheduleRequested: true });
    expect(states.filter((status) => asked(member('office'), status))).toEqual(['scheduled']);
    expect(asked(contact(), 'scheduled') || asked(member('technician'), 'scheduled')).toBe(false);
    expect(fromStates(member('office'), 'keep_appointment')).toEqual([]);
  });

  test('a preview does nothing', () => {
    for (const status of states) expect(actsOf(contact(id(4)), row(status))).toEqual([]);
  });

  test('a technician takes their own from on the way to done, and no one else’s anywhere', () => {
    const technician = member('technician');
    const own = (act: InterventionAct) => fromStates(technician, act, id(4));
    expect([own('set_en_route'), own('start'), own('finish')]).toEqual([['scheduled'], ['en_route'], ['in_progress']]);
    for (const act of ['accept', 'schedule', 'unschedule', 'cancel', 'assign', 'edit'] as const)
      expect(own(act)).toEqual([]);
    for (const act of interventionAct.options) expect(fromStates(technician, act, id(9))).toEqual([]);
  });

  test('the office sets back what it has the right to, and makes a request of nothing that was none', () => {
    const without: Viewer = { ...key, rights: new Set(right.options.filter((each) => each !== 'set_back')) };
    const withRight: Viewer = { ...key, role: 'technician' };
    for (const act of ['set_back', 'reopen', 'copy'] as const)
      expect([...fromStates(without, act), ...fromStates(withRight, act), ...fromStates(contact(), act)]).toEqual([]);
    expect(fromStates(key, 'set_back')).toEqual(['en_route', 'in_progress', 'done', 'signed']);
    expect(can(key, 'set_back', { ...row('to_schedule'), wasRequested: true })).toBe(true);
  });

  test('the office archives what is over, and puts anything into the bin; nobody else does', () => {
    expect(fromStates(member('office'), 'archive')).toEqual(['done', 'signed', 'cancelled']);
    expect(fromStates(key, 'bin')).toEqual(states);
    for (const act of ['archive', 'bin'] as const)
      expect([...fromStates(member('technician'), act, id(4)), ...fromStates(contact(), act)]).toEqual([]);
  });

  test('administrators, the office and programs do everything, until it is signed', () => {
    for (const viewer of [member('admin'), member('office'), key]) {
      expect(fromStates(viewer, 'accept')).toEqual(['requested']);
      expect(fromStates(viewer, 'schedule')).toEqual(['to_schedule', 'scheduled']);
      expect(fromStates(viewer, 'cancel')).toEqual([
        'requested',
        'to_schedule',
        'scheduled',
        'en_route',
        'in_progress',
      ]);
      expect(fromStates(viewer, 'assign')).toEqual(
        [...states].filter((state) => state !== 'signed' && state !== 'cancelled'),
      );
      expect([actsOf(viewer, row('signed')), actsOf(viewer, row('cancelled'))]).toEqual([
        ['set_back', 'archive', 'bin'],
        ['reopen', 'copy', 'archive', 'bin'],
      ]);
    }
  });
});

test('what is never theirs to do is forbidden; what is not possible now is a conflict', () => {
  const refusal = (act: () => void) => {
    try {
      act();
      return null;
    } catch (error) {
      return (error as Problem).code;
    }
  };
  expect(refusal(() => assertAllowed(contact(), 'accept', row('requested')))).toBe('forbidden');
  expect(refusal(() => assertAllowed(contact(), 'cancel', row('scheduled')))).toBe('move-not-allowed');
  expect(refusal(() => assertAllowed(member('office'), 'accept', row('scheduled')))).toBe('move-not-allowed');
  expect(refusal(() => assertAllowed(member('office'), 'accept', row('requested')))).toBeNull();
});

test('rights are those of the role, less what was taken, and what was added', () => {
  expect([...rightsOf('technician', {})]).toEqual([]);
  expect([...rightsOf('technician', { see_all: true })]).toEqual(['see_all']);
  expect(rightsOf('admin', { manage_users: false }).has('manage_users')).toBe(false);
  expect(rightsOf('office', {}).has('manage_settings')).toBe(false);
});
