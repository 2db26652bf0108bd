/** Keeps what is being written on the device, and takes it up again. */
import type { Portal } from '@parvis/sdk';
import { mayHaveDrafts } from '../shared/kept.ts';
import { draftsOf, dropDraft, readDraft, sourceOf, viewerOf, writeDraft, type Draft, type Request } from './draft.ts';
import { Outbox } from './outbox.ts';
import { keepPhotos, readPhoto } from './photo-store.ts';
import type { Writing } from './writing.ts';

/** After the last key, before it is written down. */
const rest = 300;

export class DraftSaver {
  readonly #of: Writing;
  #draft: Draft | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What had been kept has been read: from here on it may be written over. */
  #isRead = false;
  outbox: Outbox | undefined;

  constructor(of: Writing) {
    this.#of = of;
  }

  /** Of the draft that the form has before it. */
  get id() {
    return this.#draft?.id;
  }
  /** Takes up what was written last; gives what was wrong with it when it had been refused. */
  async restore(portal: Portal): Promise<Draft['refused']> {
    const { on } = this.#of;
    const { connection } = on;
    const viewer = connection && viewerOf(connection, portal);
    const draft =
      viewer && mayHaveDrafts() ? draftsOf(viewer).find(({ request, arrived }) => !request && !arrived) : undefined;
    this.outbox = connection && Outbox.of(connection, portal);
    if (viewer && draft) {
      const typed = on.description;
      const { description = '', ...changes } = draft.changes;
      this.#draft = draft;
      this.outbox?.hold(draft.id);
      this.#of.changes = { ...changes, ...this.#of.changes };
      // Whoever was quicker than their own draft loses neither.
      on.description = [description, typed].filter(Boolean).join('\n');
      void this.#of.sayRestored();
      const contents = await Promise.all(draft.photos.map((photo) => readPhoto(viewer, photo)));
      const photos = draft.photos.map((photo, index) => ({ ...photo, content: contents[index] }));
      if (photos.length) await this.#of.openPhotos((picker) => picker.restore(photos));
    }
    this.#isRead = true;
    if (on.description) this.soon();
    return draft?.refused;
  }

  readonly soon = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.now, rest);
  };
  readonly now = async () => {
    const { on, changes, picker, sending } = this.#of;
    const { connection, portal } = on;
    clearTimeout(this.#timer);
    if (!connection || !portal || portal.preview || connection.ended || !this.#isRead || sending) return;
    const begun = on.description || Object.keys(changes).length || picker?.photos.length;
    if (!this.#draft && !begun) return;
    if (begun) {
      if (!this.#isUnchanged) await this.#write();
    } else {
      dropDraft(viewerOf(connection, portal), this.#draft?.id ?? '');
      this.letGo();
    }
  };

  /** Written down as it is to leave; gives its id. */
  async seal(): Promise<string> {
    const { values, picker } = this.#of;
    const draft = this.#draft;
    const { refused } = draft ?? {};
    // The key belongs to what is sent. What was refused for its content and has been changed is another request; so is
    // what is written anew once it was said that the first has arrived.
    if (draft && refused && (refused.errors.length || refused.code === 'idempotency-key-reused')) {
      const { fileIds = [], ...before } = refused.request;
      const now = picker?.photos.flatMap(({ fileId }) => fileId ?? []) ?? [];
      if (JSON.stringify([before, fileIds]) !== JSON.stringify([values, now]))
        this.#draft = { ...draft, idempotencyKey: crypto.randomUUID() };
    }
    return this.#write(values);
  }

  /** Another tab that has the same draft before it has sent it, and nothing was written here since. */
  get isElsewhere(): boolean {
    const { connection, portal } = this.#of.on;
    if (!connection || !portal || !this.#draft || !this.#isUnchanged) return false;
    const there = readDraft(viewerOf(connection, portal), this.#draft.id);
    return !there || !!(there.request ?? there.arrived);
  }
  /** It is no longer this form's: it leaves, or has arrived. */
  letGo() {
    clearTimeout(this.#timer);
    this.outbox?.release(this.#draft?.id);
    this.#draft = undefined;
  }
  /** The form is away, and what waits in it shows elsewhere; or is back. */
  rest() {
    this.outbox?.release(this.#draft?.id);
  }
  wake() {
    if (this.#draft) this.outbox?.hold(this.#draft.id);
  }
  /** It came back refused. */
  takeBack(draft: Draft) {
    this.#draft = draft;
  }

  /** What the form has before it. */
  get #content() {
    const { on, changes, picker } = this.#of;
    return {
      changes: { ...changes, description: on.description },
      photos: picker ? picker.photos.map(({ content: _, ...photo }) => photo) : (this.#draft?.photos ?? []),
    };
  }
  get #isUnchanged() {
    const { changes, photos } = this.#draft ?? {};
    return JSON.stringify({ changes, photos }) === JSON.stringify(this.#content);
  }
  /** The draft as it stands; its key is made with the first of it. */
  async #write(request?: Draft['request']): Promise<string> {
    const { on, picker } = this.#of;
    const { connection, portal } = on;
    if (!connection || !portal) return '';
    const viewer = viewerOf(connection, portal);
    // Another tab had the same draft before it and has sent it: what is written here is another one by now. What is sent
    // here unchanged is the same, and joins it; of what has arrived, the key tells.
    const there = this.#draft && readDraft(viewer, this.#draft.id);
    const isSame = request && there?.request && sameBut(there.request, request);
    if ((there?.request && !isSame) || (there?.arrived && !request)) this.letGo();
    const { request: _, arrived: __, ...known } = this.#draft ?? {};
    const draft: Draft = {
      id: crypto.randomUUID(),
      idempotencyKey: crypto.randomUUID(),
      source: sourceOf(connection),
      phone: portal.company.phone,
      ...known,
      writtenAt: new Date().toISOString(),
      ...this.#content,
      ...(request && { request }),
    };
    this.#draft = draft;
    if (!isSame) writeDraft(viewer, draft);
    this.outbox?.hold(draft.id);
    if (picker) await keepPhotos(viewer, picker.photos);
    return draft.id;
  }
}

/** The same request, whatever has become of its photos. */
const sameBut = ({ fileIds: _, ...one }: Request, { fileIds: __, ...other }: Request) =>
  JSON.stringify(one) === JSON.stringify(other);
