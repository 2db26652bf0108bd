/**
 * What a refused download answers: a problem to programs, a sentence to people. What a browser navigates to takes the place
 * of the company's page, whatever is wrong with it.
 */
import type { Problem } from '../problem.ts';
import type { CallRequest } from './handlers.ts';
import { problemResponse } from './problems.ts';

type Sentences = Record<string, readonly [title: string, what: string]>;

const sentences = {
  fr: {
    'ticket-ended': ['Cette adresse a expiré', 'Ouvrez à nouveau le document depuis la page où vous l’avez trouvé.'],
    'file-damaged': [
      'Ce document est abîmé',
      'Il ne peut plus être ouvert. Demandez-le à nouveau à qui vous l’a envoyé.',
    ],
    'not-found': ['Ce document n’est plus là', 'Il a été retiré, ou n’est plus accessible avec votre accès.'],
    invalid: ['Cette adresse est incomplète', 'Ouvrez à nouveau le document depuis la page où vous l’avez trouvé.'],
    other: ['Ce document ne peut pas être ouvert pour le moment', 'Réessayez dans quelques minutes.'],
  },
  en: {
    'ticket-ended': ['This address has ended', 'Open the document again from the page where you found it.'],
    'file-damaged': ['This document is damaged', 'It can no longer be opened. Ask whoever sent it for it again.'],
    'not-found': ['This document is no longer here', 'It was removed, or your access no longer opens it.'],
    invalid: ['This address is incomplete', 'Open the document again from the page where you found it.'],
    other: ['This document cannot be opened at the moment', 'Please try again in a few minutes.'],
  },
} as const satisfies Record<'fr' | 'en', Sentences>;

/** The problem, or a page of the same status that says it where one is asked for. */
export function refusedDownload(
  problem: Problem,
  headers: Readonly<Record<string, string>>,
  request: Pick<CallRequest, 'header'>,
): Response {
  if (!request.header('accept')?.includes('text/html')) return problemResponse(problem, headers);
  const lang = /^en\b/i.test(request.header('accept-language') ?? '') ? 'en' : 'fr';
  const texts: Sentences = sentences[lang];
  const [title, what] = texts[problem.code] ?? sentences[lang].other;
  const page = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title></head><body><h1>${title}</h1><p>${what}</p></body></html>`;
  return new Response(page, {
    status: problem.status,
    headers: {
      ...headers,
      ...problem.headers,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  });
}
