import { expect } from '@open-wc/testing';
import type { OutboxMail } from '@parvis/sdk';
import { words } from './outbox.fr.ts';
import { prepareDates } from '../../shared/dates.ts';
import { stateOf } from './state.ts';

const mail = { status: 'waiting', attempts: 0, sentAt: null, nextAttemptAt: null } as OutboxMail;
const says = (more: Partial<OutboxMail>) =>
  stateOf({ ...mail, ...more }, { language: 'fr', timeZone: 'Europe/Paris' }, words);

describe('a mail that waits', () => {
  before(() => prepareDates());

  it('says when it leaves', () => {
    expect(says({ nextAttemptAt: '2026-01-07T07:00:00.000Z' })).to.match(/^part le 7 janv/);
  });
  it('says when it is tried again', () => {
    expect(says({ nextAttemptAt: '2026-01-07T07:00:00.000Z', attempts: 2 })).to.match(/^nouvel essai le 7 janv/);
  });
  it('waits for a mail server where nothing is going to be tried', () => {
    expect(says({})).to.equal('attend un serveur de courrier');
  });
});
