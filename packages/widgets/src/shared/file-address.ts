/**
 * The address of a file lives for an hour at most, and a page may stay open for longer: it is asked for when it is used.
 * What answers an address that has ended would take the place of the page.
 */
import type { File as StoredFile, ParvisError, PortalClient } from '@parvis/sdk';
import type { words as french } from '../locales/fr/common.ts';

type Client = Pick<PortalClient, 'url' | 'files'>;

/** For a link that was pressed, which a line for what went wrong follows in its list. */
export async function download(
  link: HTMLAnchorElement,
  { id, name }: StoredFile,
  client: Client,
  words: typeof french,
) {
  if (link.ariaBusy) return;
  const wrong = link.closest('ul')?.nextElementSibling;
  link.ariaBusy = 'true';
  wrong?.replaceChildren();
  try {
    const { url } = await client.files.get(id);
    // A link of its own: what it leads to is saved by the name that the server gives it, and the page stays.
    const fresh = document.createElement('a');
    fresh.href = client.url(url);
    fresh.download = name;
    fresh.click();
    link.href = fresh.href;
  } catch (error) {
    const { code = '' } = error as Partial<ParvisError>;
    wrong?.append(words.problems[code] ?? words.notDownloaded(name));
  } finally {
    link.ariaBusy = null;
  }
}

/** For a picture that did not load: its address is asked for once more until it does, and then its name takes its place, with words below. */
export async function showAgain(image: HTMLImageElement, { id }: StoredFile, client: Client, words: typeof french) {
  const isAsked = 'asked' in image.dataset;
  image.dataset['asked'] = '';
  const now = isAsked ? undefined : await client.files.get(id).catch(() => undefined);
  const address = now?.thumbnailUrl;
  image.hidden = !address;
  (image.nextElementSibling as HTMLElement).hidden = !!address;
  if (address) image.src = client.url(address);
  else image.closest('ul')?.nextElementSibling?.replaceChildren(words.noPreview);
}
