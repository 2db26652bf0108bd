/**
 * The pages that Parvis serves itself: the portal that a secure link opens, and the company's desk. A page opened by a
 * secret address carries nobody else's scripts, is framed by nobody but the company, and tells no one where it is.
 */
import { eq } from 'drizzle-orm';
import type { Context, Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { Lang } from '@parvis/sdk/contract';
import type { Services } from '../services.ts';
import { prepared } from '../store/store.ts';
import { newNonce, pageHeaders } from './content-security-policy.ts';
import type { StaticFiles } from './static.ts';

interface Screen {
  element: string;
  /** Attributes of its own. */
  attributes: string;
  title: Record<Lang, string>;
  /** A skeleton in the place of what will come: sizes named in the style sheet below. */
  skeleton: readonly string[];
}

const screens: Record<string, Screen> = {
  '/p': {
    element: 'portal',
    attributes: 'routing',
    title: { fr: 'Votre espace client', en: 'Your customer area' },
    skeleton: ['head', 'card', 'act', 'row', 'row', 'row'],
  },
  '/desk': {
    element: 'desk',
    attributes: '',
    title: { fr: 'Bureau', en: 'Desk' },
    skeleton: ['act', 'row', 'row', 'row', 'row'],
  },
};

const texts = {
  noScript: {
    fr: 'Cette page a besoin de JavaScript. Activez-le dans votre navigateur, puis rechargez la page.',
    en: 'This page needs JavaScript. Please turn it on in your browser, then reload the page.',
  },
  /** As `unsupported.ts` of the widgets has it for other people's pages: here it needs nothing that is loaded. */
  outdated: {
    fr: 'Ce navigateur est trop ancien pour cette page. Il faut Safari 16.4 (iOS 16.4), Chrome ou Edge 111, Firefox 115, ou une version plus récente. Mettez-le à jour, ou ouvrez le lien sur un autre appareil.',
    en: 'This browser is too old for this page. It takes Safari 16.4 (iOS 16.4), Chrome or Edge 111, Firefox 115, or a later version. Please update it, or open the link on another device.',
  },
  insecure: {
    fr: 'Cette page est ouverte en http:// : ce que vous y écririez ne serait ni protégé, ni gardé, ni envoyé. Ouvrez-la en https://.',
    en: 'This page is open at an http:// address, where nothing that you write would be protected, kept or sent. Open it at https:// instead.',
  },
  /** No network, or a server renewed within the minutes that a browser keeps the element's file: what it imports is gone. */
  lost: {
    fr: 'Cette page ne s’est pas chargée en entier. Vérifiez votre connexion, puis rechargez-la dans quelques minutes.',
    en: 'This page did not load completely. Please check your connection, then reload it in a few minutes.',
  },
  reload: { fr: 'Recharger la page', en: 'Reload the page' },
};

/**
 * Shows the sentence that holds, in the place of the element: where browsers have no `isSecureContext` or are older than
 * the oldest supported ones (`supported.ts` of the widgets), or where its script or what that imports does not come. Any
 * browser that ever ran a script understands it.
 */
const refuse = `function instead(why){document.getElementById(why).hidden=false;var element=document.getElementById('screen');element.parentNode.removeChild(element)}
var why=window.isSecureContext===false?'insecure':!([].toSorted&&document.adoptedStyleSheets)&&'outdated';
if(why)instead(why);else document.querySelector('script[type=module]').addEventListener('error',function(){instead('lost');document.querySelector('#lost button').onclick=function(){location.reload()}})`;

export function servePages(app: Hono, s: Services, embed: StaticFiles): void {
  for (const [path, screen] of Object.entries(screens)) {
    app.get(path, async (c) => {
      const nonce = newNonce();
      const ancestors = path === '/p' ? await ancestorsOf(s, c.req.query('company')) : [];
      const shared = await embed.imports(`${screen.element}.js`);
      return c.html(page(screen, langOf(c), nonce, shared), 200, pageHeaders(nonce, { ancestors }));
    });
    // With a slash behind it, as people type it; and with the # of a link as %23, as some programs write it.
    app.get(`${path}/`, (c) => sendOn(c, path));
    for (const wrong of [`/:page{${path.slice(1)}%23[^]*}`, `${path}/:link{%23[^]*}`])
      app.get(wrong, (c) => sendOn(c, path));
  }
  // What a person types who knows the address and no more.
  app.get('/', (c) => c.redirect('/desk', 302));
}

/**
 * To the page itself, with what was asked behind it. A link that came as a part of the path goes behind a # again, which
 * the browser keeps to itself; where the address has a # of its own, the browser takes that along.
 */
function sendOn(c: Context, path: string): Response {
  const { pathname, search } = new URL(c.req.url);
  const [, link] = /%23(.*)/s.exec(pathname) ?? [];
  c.header('cache-control', 'no-store');
  c.header('referrer-policy', 'no-referrer');
  return c.redirect(link === undefined ? `${path}${search}` : `${path}#${link}${search}`, 302);
}

/** Framed by pages of the company that the address names; by nobody when it names none. */
async function ancestorsOf(s: Services, companyId: string | undefined): Promise<string[]> {
  if (companyId === undefined || !/^[\da-f-]{36}$/.test(companyId)) return [];
  const { companies } = s.store.t;
  const [found] = await prepared(s.store.read, 'hosted.ancestors', (ph) =>
    s.store.read
      .select({ allowedOrigins: companies.allowedOrigins })
      .from(companies)
      .where(eq(companies.id, ph('companyId'))),
  )({ companyId });
  return found?.allowedOrigins ?? [];
}

/** The first that we speak of those the browser asks for, which it names in the order of its reader's preference. */
export const langOf = (c: Context): Lang => {
  const [, lang = 'fr'] = /(?:^|,)\s*(fr|en)(?![a-z])/i.exec(c.req.header('accept-language') ?? '') ?? [];
  return lang.toLowerCase() as Lang;
};

/**
 * What the first screen needs is fetched side by side: the element and the files that it shares with others.
 *
 * The browser's language is that of the page until the link behind the # has told who reads: the element then turns the
 * page to their own language. It bears no `lang` itself, which would hold against theirs.
 */
const page = (
  { element, attributes, title, skeleton }: Screen,
  lang: Lang,
  nonce: string,
  shared: readonly string[],
) => html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title[lang]}</title>
<link rel="icon" href="data:,">
${shared.map((file) => html`<link rel="modulepreload" href="/embed/${file}" nonce="${nonce}" />`)}
<script type="module" src="/embed/${element}.js" nonce="${nonce}"></script>
<style nonce="${nonce}">${raw(style)}</style>
</head>
<body>
<main>
<h1 lang="${lang}">${title[lang]}</h1>
<noscript><p lang="${lang}">${texts.noScript[lang]}</p></noscript>
${(['insecure', 'outdated'] as const).map((why) => html`<p id="${why}" role="alert" lang="${lang}" hidden>${texts[why][lang]}</p>`)}
<p id="lost" role="alert" lang="${lang}" hidden>${texts.lost[lang]} <button>${texts.reload[lang]}</button></p>
<parvis-${element} session="cookie" theme="auto" ${attributes} id="screen"><div slot="skeleton" aria-hidden="true">${skeleton.map(
  (size) => html`<i class="${size}"></i>`,
)}</div></parvis-${element}>
<script nonce="${nonce}">${raw(refuse)}</script>
</main>
</body>
</html>`;

// The title is heard, not seen: on the screen the elements say where one is, from the second level on.
// The skeleton stands within the element, which no longer shows it once it draws itself. Elements keep their own distance
// from the edges.
const style = `
:root{color-scheme:light;background:#fff;color:#211f1c}
@supports (color:light-dark(#000,#fff)) and (color:color(from #000 xyz-d65 x y z)){:root{color-scheme:light dark;background:light-dark(#fff,#161a1d);color:light-dark(#211f1c,#e9e7e3)}}
@media print{:root{color-scheme:light!important}}
body{margin:0;font:medium/1.5 system-ui,sans-serif}
main{box-sizing:border-box;min-height:100vh;min-height:100dvh;padding:0 env(safe-area-inset-right) 0 env(safe-area-inset-left)}
h1{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
parvis-portal{max-width:76rem;margin:auto}
:not(:defined){display:block}
noscript p,[role=alert],:not(:defined)>div{padding:16px}
i{display:block;margin-bottom:16px;border-radius:8px;background:#8882}
.head{width:60%;height:56px}.card{height:112px}.act{height:44px}.row{height:72px}
`;
