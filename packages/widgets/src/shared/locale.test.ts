import { expect } from '@open-wc/testing';
import * as access from './access.fr.ts';
import * as common from './common.fr.ts';
import * as desk from '../desk/desk.fr.ts';
import * as deskCustomers from '../desk/customers/customers.fr.ts';
import * as deskInterventions from '../desk/interventions/interventions.fr.ts';
import * as deskLinks from '../desk/customers/links.fr.ts';
import * as deskOutbox from '../desk/outbox/outbox.fr.ts';
import * as deskSettings from '../desk/settings/settings.fr.ts';
import * as filling from '../intervention/filling.fr.ts';
import * as form from '../intervention/form.fr.ts';
import * as interventions from '../intervention/interventions.fr.ts';
import * as photos from './photos.fr.ts';
import * as portal from '../portal/portal.fr.ts';
import * as signIn from '../desk/sign-in.fr.ts';
import { words as french } from '../portal/portal.fr.ts';
import { languageOf } from './locale.ts';
import { plural } from './plural.ts';
import { clean, find, serve, show, textOf, until } from '../testing/page.ts';

/** Each part of the screens, and its English, fetched as the elements do. */
const parts: [string, { words: object }, () => Promise<{ words: object }>][] = [
  ['access', access, () => import('./access.en.ts')],
  ['common', common, () => import('./common.en.ts')],
  ['desk', desk, () => import('../desk/desk.en.ts')],
  ['desk-customers', deskCustomers, () => import('../desk/customers/customers.en.ts')],
  ['desk-interventions', deskInterventions, () => import('../desk/interventions/interventions.en.ts')],
  ['desk-links', deskLinks, () => import('../desk/customers/links.en.ts')],
  ['desk-outbox', deskOutbox, () => import('../desk/outbox/outbox.en.ts')],
  ['desk-settings', deskSettings, () => import('../desk/settings/settings.en.ts')],
  ['filling', filling, () => import('../intervention/filling.en.ts')],
  ['form', form, () => import('../intervention/form.en.ts')],
  ['interventions', interventions, () => import('../intervention/interventions.en.ts')],
  ['photos', photos, () => import('./photos.en.ts')],
  ['portal', portal, () => import('../portal/portal.en.ts')],
  ['sign-in', signIn, () => import('../desk/sign-in.en.ts')],
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
