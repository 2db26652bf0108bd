/** Parvis' own pages have nothing but one element in them. */
import type { ParvisElement } from './element.ts';

/** The whole page speaks the language of who is signed in, unless the element was told another. */
export function speakTheirLanguage(element: ParvisElement) {
  const lang = element.session === 'cookie' && element.connection?.client.viewer?.lang;
  const page = document.documentElement;
  if (lang && !element.getAttribute('lang') && page.lang !== lang) page.lang = lang;
}
