import { expect } from '@open-wc/testing';
import { words as french } from '../portal/portal.fr.ts';
import { languageOf } from './locale.ts';
import { plural } from './plural.ts';
import { clean, find, show, textOf, until } from '../testing/page.ts';
import { serve } from '../testing/rig.ts';

describe('the words', () => {
  afterEach(clean);

  it('follow the nearest language around an element, and are French where none is named', async () => {
    document.documentElement.removeAttribute('lang');
    const outer = document.createElement('div');
    const inner = document.createElement('p');
    outer.append(inner);
    document.body.append(outer);
    expect(languageOf(inner)).to.equal('fr');
    outer.lang = 'en-GB';
    expect(languageOf(inner)).to.equal('en');
    for (const lang of ['fr-CA', 'fr_FR', 'FR', 'fr']) {
      inner.lang = lang;
      expect(languageOf(inner)).to.equal('fr');
    }
    inner.lang = 'fry';
    expect(languageOf(inner)).to.equal('en');
  });

  it('count as each language does', () => {
    expect(plural('fr', 0, '# photo', '# photos')).to.equal('0 photo');
    expect(plural('en', 0, '# photo', '# photos')).to.equal('0 photos');
    expect(plural('fr', 1234, '# photo', '# photos')).to.match(/^1\s234 photos$/);
  });

  it('are English on an English page, with no French left in it', async () => {
    document.documentElement.lang = 'en';
    const element = await show('parvis-portal', await serve(), { width: 1000 });
    await find(element, 'parvis-interventions >>> .line');
    await until(() => textOf(element).includes('is on site'));
    expect(textOf(element)).to.include('Request a visit').and.not.include(french.create).and.not.include('Équipements');
  });
});
