/** Of several readings of one thing the last begun counts: answers may come in another order than they were asked for. */
export class Latest {
  #last = 0;

  /** Begins a reading; the function it returns answers whether none was begun since. */
  begin(): () => boolean {
    const mine = ++this.#last;
    return () => mine === this.#last;
  }
}
