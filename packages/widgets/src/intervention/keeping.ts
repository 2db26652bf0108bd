/** Keeps what is being written on the device, and takes it up again. */
import type { Intervention, Portal } from '@parvis/sdk';
import { mayHaveDrafts, type Connection } from '../shared/connection.ts';
import { draftKey, dropDraft, keepDraft, readDraft, readPhotos, sendDraft, type Draft } from './draft.ts';
import type { Filling } from './filling.ts';

/** After the last key, before it is written down. */
const rest = 300;

export class Keeping {
  readonly #of: Filling;
  #draft: Draft | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What had been kept has been read: from here on it may be written over. */
  #isRead = false;

  constructor(filling: Filling) {
    this.#of = filling;
  }

  /** Takes up what had been kept; tells whether it waits to be sent. */
  async restore(portal: Portal): Promise<boolean> {
    const { on } = this.#of;
    const { connection } = on;
    let waiting = false;
    if (connection && mayHaveDrafts()) {
      const key = draftKey(connection, portal);
      const draft = readDraft(key);
      if (draft) {
        const typed = on.description;
        const { description = '', ...changes } = draft.changes;
        this.#draft = draft;
        this.#of.changes = { ...changes, ...this.#of.changes };
        // Whoever was quicker than their own draft loses neither.
        on.description = [description, typed].filter(Boolean).join('\n');
        void this.#of.sayRestored();
        draft.photos = await readPhotos(key);
        if (draft.photos.length) await this.#of.openPhotos((photos) => photos.restore(draft.photos));
        waiting = !!draft.sending && !typed;
      }
    }
    this.#isRead = true;
    if (on.description) this.soon();
    return waiting;
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
    const key = draftKey(connection, portal);
    if (begun) await keepDraft(connection, key, this.#snapshot());
    else await dropDraft(key);
  };
  send(connection: Connection, portal: Portal): Promise<Intervention> {
    const draft = this.#snapshot();
    draft.sending ??= this.#of.values;
    return sendDraft(connection, draftKey(connection, portal), draft);
  }
  /** It is being written again: what leaves will be what is written then. */
  reopen() {
    if (this.#draft) delete this.#draft.sending;
  }
  /** It has arrived. */
  end() {
    clearTimeout(this.#timer);
    this.#draft = undefined;
  }

  /** The draft as it stands; the key is made with the first of it, and stays. */
  #snapshot(): Draft {
    const { on, changes, picker } = this.#of;
    this.#draft = {
      idempotencyKey: crypto.randomUUID(),
      ...this.#draft,
      changes: { ...changes, description: on.description },
      photos: picker?.photos ?? this.#draft?.photos ?? [],
    };
    return this.#draft;
  }
}
