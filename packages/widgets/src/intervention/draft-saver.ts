/** Keeps what is being written on the device, and takes it up again. */
import type { Connection } from '../shared/connection.ts';
import { mayHaveDrafts } from '../shared/kept.ts';
import { viewerOf } from '../shared/viewer-of.ts';
import { draftsOf, dropDraft, readDraft, sourceOf, writeDraft, type Draft, type Request } from './draft.ts';
import type { FormState } from './form-state.ts';
import { Outbox } from './outbox.ts';
import { keepPhotos, readPhoto } from './photo-store.ts';

/** Milliseconds after the last key, before it is written down. */
const pause = 300;

export class DraftSaver {
  readonly #state: FormState;
  #connection: Connection | undefined;
  #draft: Draft | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What had been kept has been read: from here on it may be written over. */
  #isRead = false;
  outbox: Outbox | undefined;

  constructor(state: FormState) {
    this.#state = state;
    state.addEventListener('edited', this.soon);
  }

  /** Of the draft that the form has before it. */
  get id() {
    return this.#draft?.id;
  }
  /** Takes up what was written last, without its photos; gives it, with what was wrong with it when it had been refused. */
  restore(connection: Connection): Draft | undefined {
    this.#connection = connection;
    const viewer = this.#viewer;
    if (!connection.portal || !viewer) return undefined;
    this.outbox = Outbox.of(connection, connection.portal);
    const draft = mayHaveDrafts() && draftsOf(viewer).find(({ request, arrived }) => !request && !arrived);
    if (!draft) return undefined;
    const state = this.#state;
    const { description = '', ...changes } = draft.changes;
    this.#draft = draft;
    this.outbox.hold(draft.id);
    state.changes = { ...changes, ...state.changes };
    // Whoever was quicker than their own draft loses neither.
    state.description = [description, state.description].filter(Boolean).join('\n');
    state.changed();
    return draft;
  }
  /** Of each of its photos what is still here. */
  photosOf({ photos }: Draft) {
    const viewer = this.#viewer ?? '';
    return Promise.all(photos.map(async (photo) => ({ ...photo, content: await readPhoto(viewer, photo) })));
  }
  /** From here on it is kept: all that was is taken up. */
  begin() {
    this.#isRead = true;
    if (this.#state.description) this.soon();
  }

  readonly soon = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.now, pause);
  };
  readonly now = async () => {
    const { description, changes, picker, isSending } = this.#state;
    const { portal, ended } = this.#connection ?? {};
    const viewer = this.#viewer;
    clearTimeout(this.#timer);
    if (!viewer || portal?.preview || ended || !this.#isRead || isSending) return;
    const begun = description || Object.keys(changes).length || picker?.photos.length;
    if (!this.#draft && !begun) return;
    if (begun) {
      if (!this.#isUnchanged) await this.#write();
    } else {
      dropDraft(viewer, this.#draft?.id ?? '');
      this.letGo();
    }
  };

  /** Written down as it is to leave; gives its id. */
  async seal(): Promise<string> {
    const { values, picker } = this.#state;
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
    const viewer = this.#viewer;
    if (!viewer || !this.#draft || !this.#isUnchanged) return false;
    const there = readDraft(viewer, this.#draft.id);
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

  /** Whose drafts they are; undefined while nobody is known. */
  get #viewer() {
    const connection = this.#connection;
    return connection?.portal && viewerOf(connection, connection.portal);
  }
  /** What the form has before it. */
  get #content() {
    const { description, changes, picker } = this.#state;
    return {
      changes: { ...changes, description },
      photos: picker ? picker.photos.map(({ content: _, ...photo }) => photo) : (this.#draft?.photos ?? []),
    };
  }
  get #isUnchanged() {
    const { changes, photos } = this.#draft ?? {};
    return JSON.stringify({ changes, photos }) === JSON.stringify(this.#content);
  }
  /** The draft as it stands; its key is made with the first of it. */
  async #write(request?: Draft['request']): Promise<string> {
    const { picker } = this.#state;
    const connection = this.#connection;
    const viewer = this.#viewer;
    if (!connection?.portal || !viewer) return '';
    // Another tab had the same draft before it and has sent it: what is written here is another one by now. What is sent
    // here unchanged is the same, and joins it; of what has arrived, the key tells.
    const there = this.#draft && readDraft(viewer, this.#draft.id);
    const isSame = request && there?.request && sameBut(there.request, request);
    // Or it has changed it since, and goes on with it.
    const isOther =
      there &&
      !there.request &&
      !there.arrived &&
      JSON.stringify(there.changes) !== JSON.stringify(this.#draft!.changes);
    if (isOther || (there?.request && !isSame) || (there?.arrived && !request)) this.letGo();
    const { request: _, arrived: __, ...known } = this.#draft ?? {};
    const draft: Draft = {
      id: crypto.randomUUID(),
      idempotencyKey: crypto.randomUUID(),
      source: sourceOf(connection),
      phone: connection.portal.company.phone,
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
