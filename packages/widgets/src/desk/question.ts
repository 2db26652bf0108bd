/** Something asked in a dialog before what is being saved can go on. */
import type { Question as Asked } from './ask.ts';
import { DeskDialog } from './dialog.ts';

export abstract class Question<Answer> extends DeskDialog implements Asked<Answer> {
  answer: Answer | undefined;

  protected give(answer: Answer) {
    this.answer = answer;
    this.done();
  }
}
