/** Asks something over a form, which stays as it is. Apart from the questions: these are forms of the desk themselves. */
import type { DeskElement } from './element.ts';
import type { Desk } from './section.ts';

/** A dialog that closes itself. */
export interface Question<Answer> extends HTMLElement {
  desk: Desk;
  /** Whether it is open. */
  shown: boolean;
  /** Undefined while nothing was answered, and when it was given up. */
  readonly answer: Answer | undefined;
}

/** The answer; undefined when it was given up. The keyboard goes back to where it was. */
export function ask<Answer>(over: DeskElement, question: Question<Answer>): Promise<Answer | undefined> {
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
