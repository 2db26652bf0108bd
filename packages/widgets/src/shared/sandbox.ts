/**
 * In frames whose `sandbox` lacks `allow-forms` the browser tells nobody that a form is to be sent, and says so in its
 * console alone. Our forms go nowhere by themselves and are checked by what hears of them, so in frames their buttons do
 * what it would have done. A key that sends a form presses its button first.
 */
export function sendForm(event: MouseEvent) {
  const button = event.composedPath().find((at) => at instanceof HTMLButtonElement);
  const form = button?.form;
  const { host } = (button?.getRootNode() ?? {}) as Partial<ShadowRoot>;
  if (!form || button.type !== 'submit' || event.defaultPrevented || !host?.localName.startsWith('parvis-')) return;
  event.preventDefault();
  const submit = new SubmitEvent('submit', { submitter: button, bubbles: true, cancelable: true });
  if (form.dispatchEvent(submit) && form.method === 'dialog') form.closest('dialog')!.close(button.value);
}
