import { expect } from '@open-wc/testing';
import { addressOf, placeIn, start } from './place.ts';

const [site, job] = ['0192f0c1-0000-7000-8000-00000000000a', '0192f0c2-0000-7000-8000-00000000000b'];

describe('an address', () => {
  for (const address of [
    `#/interventions/${job}`,
    '#/interventions/new',
    '#/interventions/reschedule',
    '#/interventions?q=chaudi%C3%A8re+%26+fuite+%23+%3F&status=finished&order=oldest',
    `#/interventions?siteId=${site}`,
    '#/sites',
    `#/sites/${site}`,
    `#/sites/${site}/${job}?status=waiting`,
    `#/equipment/${site}/new`,
    '#/dossiers',
    `#/dossiers/${site}/${job}`,
  ]) {
    it(`${address} says a place, and is said by it`, () => {
      expect(addressOf(placeIn(address)!)).to.equal(address);
    });
  }

  it('says nothing where the portal begins', () => {
    expect(addressOf(start)).to.equal('');
    expect(placeIn('#/interventions')).to.deep.equal(start);
  });

  for (const address of [
    '',
    '#',
    '#contact',
    '#/',
    '#/documents',
    '#/sites/x',
    '#/interventions/1/2',
    '#!/sites',
    '#eyJ',
  ]) {
    it(`of another is no place: « ${address} »`, () => {
      expect(placeIn(address)).to.equal(undefined);
    });
  }

  it('that was written by hand narrows by nothing that a list cannot ask for', () => {
    const long = 'é'.repeat(5000);
    const { filter } = placeIn(
      `#/interventions?q=${long}&siteId=1' or 1&status=</b>&order=%00&status=x&constructor=y`,
    )!;
    expect(filter).to.deep.equal({ q: 'é'.repeat(120), status: '', siteId: '', order: 'newest' });
  });
});
