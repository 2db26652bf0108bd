import { expect } from '@open-wc/testing';
import { notifications, singleKeys } from './device-switch.ts';

afterEach(() => {
  for (const member of ['one', 'other']) {
    singleKeys.set(member, true);
    notifications.set(member, false);
  }
});

describe('what a member switches for their device', () => {
  it('is as it is at first until they switch it, and another member’s stays', () => {
    expect([singleKeys.isOn('one'), notifications.isOn('one')]).to.deep.equal([true, false]);
    singleKeys.set('one', false);
    notifications.set('one', true);
    expect([singleKeys.isOn('one'), notifications.isOn('one')]).to.deep.equal([false, true]);
    expect([singleKeys.isOn('other'), notifications.isOn('other')]).to.deep.equal([true, false]);
  });

  it('holds until the page is left where the page may keep nothing', () => {
    const { localStorage: ofPage } = globalThis;
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('Denied', 'SecurityError');
      },
    });
    try {
      expect([singleKeys.isOn('one'), notifications.isOn('one')]).to.deep.equal([true, false]);
      singleKeys.set('one', false);
      notifications.set('one', true);
      expect([singleKeys.isOn('one'), notifications.isOn('one')]).to.deep.equal([false, true]);
    } finally {
      Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: () => ofPage });
    }
  });
});
