/** Files that are there: photos as pictures, documents by name, each to download. */
import type { File as StoredFile, PortalClient } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import document from 'lucide/dist/esm/icons/file-text.mjs';
import picture from 'lucide/dist/esm/icons/image.mjs';
import type { words as french } from './common.fr.ts';
import { icon } from './icon.ts';
import { loadChunk } from './load-chunk.ts';

/** At least one kilobyte, as the reader's language writes it. */
const size = ({ size }: StoredFile, locale: string) => {
  const [unit, by] = size < 1_000_000 ? (['kilobyte', 1000] as const) : (['megabyte', 1_000_000] as const);
  const format = { style: 'unit', unit, maximumFractionDigits: by === 1000 ? 0 : 1 } as const;
  return new Intl.NumberFormat(locale, format).format(Math.max(size / by, 1));
};

export const isPicture = (file: StoredFile): boolean => file.mediaType !== 'application/pdf';

/** Loaded when an address is of no use any more, or is used. */
const addresses = () => import('./file-address.ts');

/** How a picture is opened, where it is more than downloaded: what the press is called, and what it does. */
interface Opening {
  label: (name: string) => string;
  open: (file: StoredFile) => unknown;
}

/** Pictures first, in a grid; then documents, in a list; `beside` each what else is done with it. */
export function fileList(
  files: StoredFile[],
  client: Pick<PortalClient, 'url' | 'call'>,
  words: typeof french,
  opening?: Opening,
  beside?: (file: StoredFile) => unknown,
) {
  const pictures = files.filter(isPicture);
  const documents = files.filter((file) => !isPicture(file));
  const { url } = client;
  const fetched = (file: StoredFile) => (event: MouseEvent) => {
    // The right button opens a menu.
    if (event.button > 1) return undefined;
    event.preventDefault();
    if (opening && isPicture(file) && !event.button) return opening.open(file);
    const link = event.currentTarget as HTMLAnchorElement;
    return loadChunk(addresses).then(({ download }) => download(link, file, client, words));
  };
  const lost = (file: StoredFile) => (event: Event) => {
    const image = event.currentTarget as HTMLImageElement;
    void loadChunk(addresses).then(({ showAgain }) => showAgain(image, file, client));
  };
  return html`${
    pictures.length
      ? html`<ul class="pictures">
            ${pictures.map(
              (file) =>
                html`<li>
                  <a
                    href=${url(file.url)}
                    download=${file.name}
                    aria-label=${(opening?.label ?? words.download)(file.name)}
                    @click=${fetched(file)}
                    @auxclick=${fetched(file)}
                    >${
                      file.thumbnailUrl
                        ? html`<img
                              src=${url(file.thumbnailUrl)}
                              alt=""
                              loading="lazy"
                              decoding="async"
                              @error=${lost(file)}
                            /><small hidden>${file.name}</small>`
                        : icon(picture)
                    }</a
                  >${beside?.(file)}
                </li>`,
            )}
          </ul>
          <p class="wrong" role="alert"></p>`
      : nothing
  }${
    documents.length
      ? html`<ul class="documents">
            ${documents.map(
              (file) =>
                html`<li>
                  <a href=${url(file.url)} download=${file.name} @click=${fetched(file)} @auxclick=${fetched(file)}
                    >${icon(document)}<span>${file.name}</span
                    ><small class="quiet">${size(file, words.locale)}</small></a
                  >${beside?.(file)}
                </li>`,
            )}
          </ul>
          <p class="wrong" role="alert"></p>`
      : nothing
  }`;
}

export const fileStyles = css`
  .pictures {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(88px, 1fr));
    gap: calc(2 * var(--u));
  }
  .pictures > li {
    position: relative;
  }
  .pictures a,
  .pictures .thumb {
    display: grid;
    place-items: center;
    aspect-ratio: 1;
    border-radius: var(--radius);
    background: var(--wash);
    border: 1px solid var(--line);
    color: var(--quiet);
    overflow: hidden;
  }
  .pictures small {
    padding: var(--u);
    text-align: center;
  }
  a[aria-busy='true'] :is(img, svg) {
    opacity: 0.6;
  }
  .pictures img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .documents a {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--u));
    min-height: 44px;
    color: inherit;
    text-decoration: none;
  }
  .documents a:hover span {
    text-decoration: underline;
  }
  .documents small {
    white-space: nowrap;
  }
  .documents span {
    min-width: 0;
    overflow-wrap: anywhere;
  }
`;
