/** What stands before the portal: dialogs, which tell a moment late that they have closed. */
import { expect } from '@open-wc/testing';
import { clean, find, query, show } from '../testing/page.ts';
import { serve } from '../testing/rig.ts';
import type { Portal } from './portal.ts';

/** On a busy machine it is told when another stands there already. */
const tellsLate = (dialog: HTMLElement) => dialog.dispatchEvent(new Event('close'));
const isOpen = (portal: Portal, dialog: string) => query<HTMLDialogElement>(portal, dialog)?.open === true;
const form = 'dialog.form';
const reschedule = 'parvis-reschedule >>> dialog';

describe('a sheet that is opened while the one before is closing', () => {
  afterEach(clean);

  const openPortal = async () => {
    const portal = await show<Portal>('parvis-portal', await serve());
    await find(portal, '[part="create"]');
    return portal;
  };

  it('stays open, where it is the form again', async () => {
    const portal = await openPortal();
    await portal.create();
    const before = await find(portal, form);
    portal.closeSheet();
    await portal.create();
    tellsLate(before);
    await portal.updateComplete;
    expect(isOpen(portal, form)).to.equal(true);
  });

  it('stays open and keeps the keyboard, where it is the form after another time was asked for', async () => {
    const portal = await openPortal();
    await portal.reschedule();
    const before = await find(portal, `${reschedule}[open]`);
    portal.closeSheet();
    await portal.create();
    tellsLate(before);
    await portal.updateComplete;
    expect(isOpen(portal, form)).to.equal(true);
    expect(portal.shadowRoot!.activeElement?.localName).to.equal('parvis-intervention-form');
  });
});
