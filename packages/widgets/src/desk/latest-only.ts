/** Tells several readings of one thing apart: answers may come in another order than they were asked for. */
export class LatestOnly {
  #last = 0;
  #come = 0;

  /** Begins a reading; the function it returns answers whether none was begun since. */
  begin(): () => boolean {
    const mine = ++this.#last;
    return () => mine === this.#last;
  }
  /**
   * The same for a reading that somebody waits for: the function it returns takes an answer unless that of a later reading
   * has come, so that what is shown after the wait is never older than what was waited for.
   */
  inTurn(): () => boolean {
    const mine = ++this.#last;
    return () => {
      const isNewer = mine > this.#come;
      if (isNewer) this.#come = mine;
      return isNewer;
    };
  }
  /** What is on its way is no longer waited for. */
  end() {
    this.#come = ++this.#last;
  }
}
