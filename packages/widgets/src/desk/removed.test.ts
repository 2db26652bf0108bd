/** A page of one screen that takes the desk away, and puts it back. */
import { expect } from '@open-wc/testing';
import { api, find, holdBack, open, shows, waiting } from '../testing/desk.ts';
import { until } from '../testing/until.ts';
import { sampleWorld } from '../testing/worlds.ts';
import type { DeskElement } from './element.ts';

const asked = (route: string) => api.calls.filter((call) => call.route === route).length;

describe('a desk that is taken out of its page', () => {
  /** Taken out while the sheet and the list that stand open are still to be answered. */
  const takeOut = async () => {
    const world = sampleWorld();
    const item = waiting(world);
    const desk = await open({ section: 'inbox', id: item.id }, { world });
    const answer = holdBack((_, path) => /\/interventions(\/[^/]+)?$/.test(path) && !path.endsWith('counts'));
    await until(() => asked('GET /interventions/:interventionId') && asked('GET /live'), 'all is asked for');
    const sheet = find('parvis-desk-intervention', desk.shadowRoot!) as DeskElement;
    desk.remove();
    answer();
    await sheet.updateComplete;
    return { desk, item };
  };

  it('listens to nothing any more, however late its last answer comes', async () => {
    await takeOut();
    await new Promise((passed) => setTimeout(passed, 300));
    expect(asked('GET /live')).to.equal(1);
  });

  it('shows everything when it is put back', async () => {
    const { desk, item } = await takeOut();
    document.body.append(desk);
    await shows(desk, item.customerName);
    await until(() => find('a.line', desk.shadowRoot!), 'the list stands there');
    await until(() => find('article', desk.shadowRoot!), 'the sheet stands there');
    desk.remove();
  });
});
