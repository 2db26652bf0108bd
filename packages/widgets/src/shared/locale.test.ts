import { expect } from '@open-wc/testing';
import * as access from '../locales/fr/access.ts';
import * as common from '../locales/fr/common.ts';
import * as desk from '../locales/fr/desk.ts';
import * as deskCustomers from '../locales/fr/desk-customers.ts';
import * as deskInterventions from '../locales/fr/desk-interventions.ts';
import * as deskLinks from '../locales/fr/desk-links.ts';
import * as deskOutbox from '../locales/fr/desk-outbox.ts';
import * as deskSettings from '../locales/fr/desk-settings.ts';
import * as filling from '../locales/fr/filling.ts';
import * as form from '../locales/fr/form.ts';
import * as interventions from '../locales/fr/interventions.ts';
import * as photos from '../locales/fr/photos.ts';
import * as portal from '../locales/fr/portal.ts';
import * as signIn from '../locales/fr/sign-in.ts';
import { words as french } from '../locales/fr/portal.ts';
import { languageOf } from './locale.ts';
import { plural } from './plural.ts';
import { clean, find, serve, show, textOf, until } from '../testing/page.ts';

/** Each part of the screens, and its English, fetched as the elements do. */
const parts: [string, { words: object }, () => Promise<{ words: object }>][] = [
  ['access', access, () => import('../locales/en/access.ts')],
  ['common', common, () => import('../locales/en/common.ts')],
  ['desk', desk, () => import('../locales/en/desk.ts')],
  ['desk-customers', deskCustomers, () => import('../locales/en/desk-customers.ts')],
  ['desk-interventions', deskInterventions, () => import('../locales/en/desk-interventions.ts')],
  ['desk-links', deskLinks, () => import('../locales/en/desk-links.ts')],
  ['desk-outbox', deskOutbox, () => import('../locales/en/desk-outbox.ts')],
  ['desk-settings', deskSettings, () => import('../locales/en/desk-settings.ts')],
  ['filling', filling, () => import('../locales/en/filling.ts')],
  ['form', form, () => import('../locales/en/form.ts')],
  ['interventions', interventions, () => import('../locales/en/interventions.ts')],
  ['photos', photos, () => import('../locales/en/photos.ts')],
  ['portal', portal, () => import('../locales/en/portal.ts')],
  ['sign-in', signIn, () => import('../locales/en/sign-in.ts')],
];

type Tree = Record<string, unknown>;
const missing = (source: Tree, other: Tree, path = ''): string[] =>
  Object.entries(source).flatMap(([key, value]) => {
    const twin = other[key];
    if (typeof twin !== typeof value || (twin === '' && value !== '')) return [path + key];
    return typeof value === 'object' ? missing(value as Tree, twin as Tree, `${path}${key}.`) : [];
  });

/** Every sentence, those that are made from numbers and names included. */
const sentences = (words: unknown): string[] => {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') return sentences((words as (...values: unknown[]) => unknown)(3, 3, 3));
  return Object.values(words as Tree).flatMap(sentences);
};

describe('the words', () => {
  afterEach(clean);

  for (const [name, { words }, fetch] of parts) {
    it(`of ${name} are complete in both languages`, async () => {
      const english = (await fetch()).words;
      expect(missing(words as Tree, english as Tree)).to.deep.equal([]);
      expect(missing(english as Tree, words as Tree)).to.deep.equal([]);
    });
  }

  it('in French never leave a sign of punctuation alone at the start of a line, and have its own apostrophe', () => {
    const all = parts.flatMap(([, { words }]) => sentences(words));
    expect(all.filter((each) => /'|[ \p{L}][;?!»]| :|«(?!\u00a0)/u.test(each))).to.deep.equal([]);
  });

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
    const element = await show('parvis-portal', serve(), { width: 1000 });
    await find(element, 'parvis-interventions >>> .line');
    await until(() => textOf(element).includes('Next appointment'));
    expect(textOf(element))
      .to.include('Create an intervention')
      .and.not.include(french.create)
      .and.not.include('Équipements');
  });
});
