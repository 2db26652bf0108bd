import type { File as StoredFile } from '../contract/index.ts';
import {
  append,
  forbidden,
  found,
  invalid,
  isOffice,
  refuse,
  without,
  type Asker,
  type Handlers,
  type State,
} from './state.ts';

const mediaTypes: StoredFile['mediaType'][] = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];
const largest = 25 * 1024 * 1024;

/** A file as the asker sees it on what holds it. */
export const held = (asker: Asker, file: StoredFile): StoredFile => ({
  ...file,
  can: isOffice(asker) ? ['delete'] : [],
});

/** Takes uploaded files for what is to hold them; nobody else's, and none twice. */
export function claim(state: State, asker: Asker, fileIds: string[]): StoredFile[] {
  const files = fileIds.map((fileId) => {
    const file = state.world.files.find(({ id, owner }) => id === fileId && owner === asker.id);
    if (!file) throw invalid('fileIds', 'unknown-reference');
    return file;
  });
  state.world.files = state.world.files.filter((file) => !files.includes(file));
  return files.map((file) => ({ ...without(file, 'owner'), can: [] }));
}

/** Everything that holds files, with those it holds. */
const holders = ({ world }: State): { files: StoredFile[] }[] => [
  ...world.interventions,
  ...world.customers.map(({ attachments }) => ({ files: attachments })),
];

export const fileRoutes: Handlers<
  'POST /files' | 'GET /files/:fileId' | 'GET /files/:fileId/content' | 'DELETE /files/:fileId'
> = {
  'POST /files': ({ state, asker, content, query }) => {
    const mediaType = mediaTypes.find((type) => type === content?.type);
    if (!content || !mediaType)
      throw refuse(415, content?.type === 'image/heic' ? 'heic-not-supported' : 'unsupported-file');
    if (content.size > largest) throw refuse(413, 'file-too-large');
    const id = state.newId('file');
    const isImage = mediaType !== 'application/pdf';
    const url = URL.createObjectURL(content);
    const file: StoredFile = {
      id,
      name: query.get('name') ?? '',
      mediaType,
      size: content.size,
      width: isImage ? 1600 : null,
      height: isImage ? 1200 : null,
      createdAt: state.now(),
      url,
      thumbnailUrl: isImage ? url : null,
      can: ['delete'],
    };
    state.contents.set(id, content);
    state.world.files.push({ ...file, owner: asker.id });
    return file;
  },
  'GET /files/:fileId': ({ state, asker, id }) => {
    const own = state.world.files.find((file) => file.id === id && file.owner === asker.id);
    if (own) return without(own, 'owner');
    return held(
      asker,
      found(
        holders(state)
          .flatMap(({ files }) => files)
          .find((file) => file.id === id),
      ),
    );
  },
  'GET /files/:fileId/content': ({ state, id }) => found(state.contents.get(id)),
  'DELETE /files/:fileId': ({ state, asker, id }) => {
    const own = state.world.files.findIndex((file) => file.id === id && file.owner === asker.id);
    if (own >= 0) state.world.files.splice(own, 1);
    else {
      const holder = found(holders(state).find(({ files }) => files.some((file) => file.id === id)));
      if (!isOffice(asker)) throw forbidden();
      holder.files.splice(
        holder.files.findIndex((file) => file.id === id),
        1,
      );
      append(state, asker.id, 'file.removed', id, 'customerId' in holder ? (holder as never) : null);
    }
    return undefined;
  },
};
