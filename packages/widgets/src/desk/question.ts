/** Something asked in a dialog before what is being saved can go on: it comes over the form, which stays as it is. */
import { DeskDialog } from './dialog.ts';
import type { DeskSection } from './section.ts';

export abstract class Question<Answer> extends DeskDialog {
  /** Undefined while nothing was answered, and when it was given up. */
  answer: Answer | undefined;

  protected give(answer: Answer) {
    this.answer = answer;
    this.done();
  }
}

/** The answer; undefined when it was given up. The keyboard goes back to where it was. */
export function ask<Answer>(over: DeskSection, question: Question<Answer>): Promise<Answer | undefined> {
  question.desk = over.desk;
  question.shown = true;
  // Beside what Lit draws there: a drawing of the section leaves it alone.
  over.renderRoot.append(question);
  return new Promise((resolve) => {
    question.addEventListener('close', () => {
      question.remove();
      resolve(question.answer);
    });
  });
}
