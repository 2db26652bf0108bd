/** Asks something over a form, which stays as it is. Apart from the questions: these are forms of the desk themselves. */
import type { Question } from './question.ts';
import type { DeskSection } from './section.ts';

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
