/** Says, in the place of an element whose files did not come, that they did not; the loader asks for it then. */
const words = {
  fr: ['Cette partie de la page n’est pas arrivée. Rien n’est perdu. ', 'Réessayer'],
  en: ['This part of the page did not arrive. Nothing is lost. ', 'Try again'],
} as const;

export function sayLost(element: Element) {
  const lang = element.closest<HTMLElement>('[lang]')?.lang;
  const [sentence, retry] = words[!lang || /^fr(?![a-z])/i.test(lang) ? 'fr' : 'en'];
  const notice = document.createElement('p');
  // In a slot that no element has: gone as soon as the element draws itself.
  notice.slot = 'lost';
  notice.setAttribute('role', 'alert');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = retry;
  // Browsers hold on to a file that failed: a page anew alone helps.
  button.addEventListener('click', () => {
    // In the form's first field, drawn before its files come. As intervention/typed.ts has it, whose file may be missing too.
    const typed = element.shadowRoot?.querySelector('textarea')?.value;
    try {
      if (typed) sessionStorage.setItem('parvis-typed', JSON.stringify([typed, Date.now()]));
    } catch {
      // A page that may keep nothing.
    }
    location.reload();
  });
  notice.append(sentence, button);
  // Of that form: what waits below the field waits for nothing.
  element.shadowRoot?.querySelector('.skeleton')?.remove();
  element.append(notice);
}
