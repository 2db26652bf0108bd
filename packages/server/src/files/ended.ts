/** What answers an address of a file that has ended: a problem to programs, a sentence to people who kept the address. */
import { unauthorized } from '../problem.ts';
import type { CallRequest } from '../http/handlers.ts';

const sentences = {
  fr: ['Cette adresse a expiré', 'Ouvrez à nouveau le document depuis la page où vous l’avez trouvé.'],
  en: ['This address has ended', 'Open the document again from the page where you found it.'],
} as const;

/** Raises 401 `ticket-ended`, unless a browser asks for it as a page. */
export function ended(request: CallRequest): Response {
  if (!request.header('accept')?.includes('text/html')) throw unauthorized('ticket-ended');
  const lang = /^en\b/i.test(request.header('accept-language') ?? '') ? 'en' : 'fr';
  const [title, what] = sentences[lang];
  const page = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title></head><body><h1>${title}</h1><p>${what}</p></body></html>`;
  return new Response(page, {
    status: 401,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    },
  });
}
