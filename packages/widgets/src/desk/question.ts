/** Something asked in a dialog before what is being saved can go on; see `ask`. */
import { DeskDialog } from './dialog.ts';

export abstract class Question<Answer> extends DeskDialog {
  /** Undefined while nothing was answered, and when it was given up. */
  answer: Answer | undefined;

  protected give(answer: Answer) {
    this.answer = answer;
    this.done();
  }
}
