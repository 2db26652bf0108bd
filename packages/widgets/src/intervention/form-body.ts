/**
 * What the form does beyond its first field: what the company knows already, photos, the draft, sending, refusals.
 * Loaded while the first words are typed.
 */
import type { Portal } from '@parvis/sdk';
import { words as french } from './form-body.fr.ts';
import { Words, wordsOf } from '../shared/locale.ts';
import { asked } from './asked.ts';
import { confirmationStyles } from './confirmation.ts';
import { DraftSaver } from './draft-saver.ts';
import { wrong } from './field-errors.ts';
import { unfold } from './folded.ts';
import { formBodyStyles } from './form-body.styles.ts';
import { FormState } from './form-state.ts';
import { above, below, end, insteadOf } from './form-view.ts';
import { openPhotos } from './open-photos.ts';
import { showRefusal, submit } from './submission.ts';
import type { Form, Writing } from './writing.ts';

const lexicon = { fr: french, en: () => import('./form-body.en.ts') };

/** Belongs to one form, which hands itself to whatever it asks for: nothing here holds the element. */
export class FormBody {
  readonly state = new FormState();
  readonly #saver = new DraftSaver(this.state);
  readonly #words: Words<typeof french>;
  #started: Promise<void> | undefined;
  #stopSending: (() => void) | undefined;

  constructor(host: Form, description: string) {
    this.#words = new Words(host, lexicon);
    this.state.description = description;
    const { adoptedStyleSheets } = host.renderRoot as ShadowRoot;
    // Styles come with what they are for.
    for (const { styleSheet } of [formBodyStyles, ...confirmationStyles])
      if (styleSheet) adoptedStyleSheets.push(styleSheet);
    if (host.isConnected) this.connect();
  }

  connect() {
    if (this.#started) this.#follow();
    this.#saver.wake();
    // A tab that is put away may never come back: what was just typed is kept at once.
    document.addEventListener('visibilitychange', this.#saver.now);
  }
  disconnect(host: Form) {
    document.removeEventListener('visibilitychange', this.#saver.now);
    this.#stopSending?.();
    this.#stopSending = undefined;
    void this.#saver.now().then(() => host.isConnected || this.#saver.rest());
  }
  /** What waits leaves by itself as long as the form is there, and shows above it. */
  #follow() {
    const { outbox } = this.#saver;
    this.#stopSending ??= outbox?.use(this.#outboxChanged);
  }
  readonly #outboxChanged = () => {
    if (!this.state.isSending && this.#saver.isElsewhere) this.#clear();
    this.state.changed();
  };
  #clear() {
    this.#saver.letGo();
    this.state.clear();
  }

  /** Called before each drawing: begins as soon as the head of the portal is known. */
  update(host: Form, portal: Portal | undefined) {
    const { siteId, equipmentId } = host;
    Object.assign(this.state, { portal, siteId, equipmentId });
    if (portal) this.#started ??= this.#start(host, portal);
  }
  async #start(host: Form, portal: Portal) {
    const { state } = this;
    const { client } = host.connection ?? {};
    if (asked(portal.fields).folded.some(({ required }) => required)) void unfold(this.#writing(host), 'fields');
    await this.#restore(host);
    if (host.isConnected) this.#follow();
    const { siteId, equipmentId } = state.values;
    // Their names are a detail: should they not come, the address says enough.
    if (siteId && !state.isUsualSite && portal.options.sites)
      state.site ??= await client?.call('GET /sites/:siteId', siteId).catch(() => undefined);
    if (equipmentId && portal.options.equipment) {
      state.equipment ??= await client?.call('GET /equipment/:equipmentId', equipmentId).catch(() => undefined);
    }
    state.changed();
  }

  /** Takes up what was written last, with what was wrong with it. */
  async #restore(host: Form) {
    const draft = host.connection && this.#saver.restore(host.connection);
    if (draft) {
      void this.#announceRestored(host);
      const photos = await this.#saver.photosOf(draft);
      if (photos.length) await openPhotos(this.#writing(host), (picker) => picker.restore(photos));
    }
    this.#saver.begin();
    if (draft?.refused) await showRefusal(this.#writing(host), draft.refused);
  }
  /** Tells who does not see the screen that a draft was taken up, as soon as there are words for it. */
  async #announceRestored(host: Form) {
    await new Promise<void>((arrived) => wordsOf(lexicon, host.language, arrived) && arrived());
    // What comes with its text is not read: it stands empty for a frame, and a moment more.
    await new Promise((stood) => requestAnimationFrame(() => setTimeout(stood, 100)));
    host.announce(this.#words.now.restored);
  }
  /** Takes what waits, or was refused, to be written again; what stands in the form is kept as another draft. */
  async correct(host: Form, id: string) {
    const { state } = this;
    await this.#started;
    if (!state.portal || state.isSending) return;
    if (this.#saver.id !== id) {
      await this.#saver.now();
      this.#clear();
      await this.#saver.outbox?.reopen(id);
      await this.#restore(host);
    }
    if (!state.isWrong) host.focusFirst();
  }

  submit(host: Form) {
    return submit(this.#writing(host));
  }
  /** What stands around the form's first field, or in the place of all; with what is wrong with that field. */
  around(host: Form) {
    const writing = this.#writing(host);
    return {
      instead: insteadOf(writing),
      wrong: wrong(writing, 'description'),
      above: above(writing),
      below: below(writing),
      end: end(writing),
    };
  }

  #writing(host: Form): Writing {
    return { host, state: this.state, saver: this.#saver, words: this.#words };
  }
}
