/**
 * `/mail/<secret>`: where a mail leads whoever wants fewer of them. A mail program stops them by a POST, without a cookie, a
 * session or a person (RFC 8058); a person gets a page with buttons that send the same, and can take it back. A GET changes
 * nothing: scanners of mails open every address.
 */
import { eq } from 'drizzle-orm';
import type { Context, Hono } from 'hono';
import { html, raw } from 'hono/html';
import { notificationChoice, type CompanyCard, type Lang, type NotificationChoice } from '@parvis/sdk/contract';
import { cardView } from '../company/company.card.ts';
import { accentColours } from '../delivery/colour.ts';
import { choose, personBySecret } from '../delivery/notification.ts';
import { newNonce, pageHeaders } from '../hosted/content-security-policy.ts';
import { langOf } from '../hosted/pages.ts';
import { readBytes } from '../http/body.ts';
import { handleRequest, type Observer } from '../http/mount.ts';
import type { Services } from '../services.ts';
import { notificationTexts } from './notification.texts.ts';

const path = '/mail/:secret';

export function serveMailPage(app: Hono, s: Services, observe: Observer = () => {}): void {
  app.get(path, (c) => handleRequest(c, s, observe, 'GET', path, () => answer(s, c, null)));
  app.post(path, (c) =>
    handleRequest(c, s, observe, 'POST', path, async () => answer(s, c, await choiceIn(c.req.raw))),
  );
}

/** What is chosen, if anything is, and the page that says what holds from now on. */
async function answer(s: Services, c: Context, wanted: NotificationChoice | null): Promise<Response> {
  const found = await personBySecret(s, c.req.param('secret') ?? '');
  if (!found) return shown(c, 404, langOf(c), null, (lang) => gone(lang));
  const { companyId, recipient } = found;
  if (wanted !== null) await s.store.transaction((tx) => choose(tx, found, wanted));
  const { companies } = s.store.t;
  const [company] = await s.store.read.select().from(companies).where(eq(companies.id, companyId));
  return shown(c, 200, recipient.lang, company ? cardView(company) : null, (lang) =>
    wanted === null ? choices(lang, recipient.messages, null) : choices(lang, wanted, recipient.messages),
  );
}

/** The longest form that says anything. */
const mostBytes = 200;

/**
 * A button of our page says what it stands for. Whatever else is sent here is what a mail program sends to stop them, as
 * `List-Unsubscribe=One-Click` in either form of form, and is not read further.
 */
async function choiceIn(request: Request): Promise<NotificationChoice> {
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded');
  const bytes = isForm ? await readBytes(request, mostBytes).catch(() => null) : null;
  const choice = new URLSearchParams(Buffer.from(bytes ?? []).toString()).get('choice');
  return notificationChoice.safeParse(choice).data ?? 'none';
}

type Html = ReturnType<typeof html>;

function shown(
  c: Context,
  status: 200 | 404,
  lang: Lang,
  company: CompanyCard | null,
  content: (lang: Lang) => Html,
): Response | Promise<Response> {
  const nonce = newNonce();
  // What was chosen holds for one answer; the secret in the address is for nobody's cache.
  return c.html(page(lang, nonce, company, content(lang)), status, {
    ...pageHeaders(nonce),
    'cache-control': 'no-store',
  });
}

const gone = (lang: Lang): Html => {
  const texts = notificationTexts[lang];
  return html`<h1>${texts.title}</h1>
    <p>${texts.gone}</p>`;
};

/** What holds, and what else can be chosen. `before`: what held until now, which a press takes back. */
function choices(lang: Lang, now: NotificationChoice, before: NotificationChoice | null): Html {
  const texts = notificationTexts[lang];
  const isChanged = before !== null && before !== now;
  const others = notificationChoice.options.filter((each) => each !== now && !(isChanged && each === before));
  return html`<h1>${texts.title}</h1>
<p${before === null ? '' : raw(' role="status"')}>${before === null ? '' : html`<strong>${texts.done}</strong> `}${texts.now[now]}</p>
<form method="post">
${isChanged ? html`<p><button name="choice" value="${before}">${texts.undo}</button></p>` : ''}
${others.map((each) => html`<p><button name="choice" value="${each}">${texts.choose[each]}</button></p>`)}
</form>
<p class="small">${texts.others}</p>`;
}

const page = (lang: Lang, nonce: string, company: CompanyCard | null, content: Html): Html =>
  html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${notificationTexts[lang].title}${company ? ` – ${company.name}` : ''}</title>
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">
          ${raw(style(company))}
        </style>
      </head>
      <body>
        ${company ? head(company) : ''}
        <main>${content}</main>
        ${company ? foot(company) : ''}
      </body>
    </html>`;

const head = ({ name, logo: { light } }: CompanyCard): Html =>
  html`<header>
    ${
      light
        ? html`<img src="${light.url}" width="${light.width}" height="${light.height}" alt="${name}" />`
        : html`<strong><bdi>${name}</bdi></strong>`
    }
  </header>`;

const foot = ({ name, phone, email }: CompanyCard): Html =>
  html`<footer>
    <p><bdi>${name}</bdi></p>
    ${phone ? html`<p><a href="tel:${phone}">${phone}</a></p>` : ''}
    ${email ? html`<p><a href="mailto:${email}">${email}</a></p>` : ''}
  </footer>`;

const style = (company: CompanyCard | null): string => {
  const { accent, onAccent } = accentColours(company?.branding.accent ?? null);
  return `
:root{color-scheme:light dark;background:Canvas;color:CanvasText}
body{max-width:36rem;margin:0 auto;padding:24px 16px;font:medium/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
header{padding-bottom:16px;border-bottom:4px solid ${accent};font-size:1.25rem}
img{display:block;box-sizing:border-box;max-width:100%;width:auto;height:auto;max-height:88px;padding:8px;border-radius:8px;background:#fff}
h1{margin:24px 0 16px;font-size:1.5rem;line-height:1.25}
button{box-sizing:border-box;width:100%;min-height:48px;padding:12px 16px;border:2px solid ${accent};border-radius:8px;background:${accent};color:${onAccent};font:inherit;font-weight:600;text-align:start;cursor:pointer}
button:focus-visible,a:focus-visible{outline:3px solid CanvasText;outline-offset:2px}
a{display:inline-block;padding:8px 0;color:inherit}
.small,footer{font-size:.875rem}
footer{margin-top:32px;padding-top:16px;border-top:1px solid #8888}
footer p{margin:0}
`;
};
