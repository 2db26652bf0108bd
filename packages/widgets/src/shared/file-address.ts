/**
 * The address of a file lives for an hour at most, and a page may stay open for longer: it is asked for when it is used.
 * What answers an address that has ended would take the place of the page.
 */
import type { File as StoredFile, ParvisError, PortalClient } from '@parvis/sdk';
import type { words as shared } from './common.fr.ts';
import { words as english } from './files.en.ts';
import { words as french } from './files.fr.ts';
import { languageOf } from './locale.ts';
import type { Sentences } from './sentences.ts';

type Client = Pick<PortalClient, 'url' | 'call'>;

/** In both languages at hand: what they are said of is most often a network that is gone. */
const wordsFor = (element: Element) => (languageOf(element) === 'fr' ? french : english);

/** Where a list of files says what went wrong with one of them. */
const lineOf = (element: Element) => element.closest('ul')?.nextElementSibling;

/** For a link that was pressed. */
export async function download(
  link: HTMLAnchorElement,
  { id, name }: StoredFile,
  client: Client,
  common: typeof shared,
) {
  if (link.ariaBusy) return;
  link.ariaBusy = 'true';
  lineOf(link)?.replaceChildren();
  try {
    const { url } = await client.call('GET /files/:fileId', id);
    // A link of its own: what it leads to is saved by the name that the server gives it, and the page stays.
    const fresh = document.createElement('a');
    fresh.href = client.url(url);
    fresh.download = name;
    fresh.click();
    link.href = fresh.href;
  } catch (error) {
    const { code } = error as Partial<ParvisError>;
    const said = (common.problems as Sentences)[code!] ?? wordsFor(link).notDownloaded(name);
    lineOf(link)?.replaceChildren(said);
  } finally {
    link.ariaBusy = null;
  }
}

/** The address that was asked for last, of pictures that did not load. */
const asked = new WeakMap<HTMLImageElement, string>();

/** For a picture that did not load: its address is asked for once, and then its name takes its place, with words below. */
export async function showAgain(image: HTMLImageElement, { id }: StoredFile, client: Client) {
  const now =
    asked.get(image) === image.src ? undefined : await client.call('GET /files/:fileId', id).catch(() => undefined);
  const address = now?.thumbnailUrl && client.url(now.thumbnailUrl);
  image.hidden = !address;
  (image.nextElementSibling as HTMLElement).hidden = !!address;
  if (address) {
    asked.set(image, address);
    image.src = address;
  } else lineOf(image)?.replaceChildren(wordsFor(image).noPreview);
}
