/** The two pages of the site: its front page with two elements in it, and the customer area with the whole portal. */
import { html, raw } from 'hono/html';
import { landscape, mark } from './drawings.ts';
import { style } from './style.ts';

export interface PageOptions {
  api: string;
  nonce: string;
  customerName: string;
}
export type Page = (options: PageOptions) => ReturnType<typeof html>;

const session = '/espace-client/session';

export const homePage: Page = (options) =>
  layout(
    options,
    'Chauffage et plomberie près de Lyon',
    html` <section class="hero">
        ${raw(landscape)}
        <div class="wide">
          <p class="over">Chauffage · plomberie · eau chaude</p>
          <h1>La chaleur,<br />entre de bonnes mains.</h1>
          <p class="lead">
            Depuis 1987, trois artisans entretiennent et dépannent les maisons des Monts d’Or et de l’ouest lyonnais.
          </p>
          <p class="acts">
            <a class="act" href="#demande">Demander une intervention</a>
            <a class="quiet" href="tel:+33465712030">04 65 71 20 30</a>
          </p>
        </div>
      </section>

      <section class="wide services" aria-label="Nos métiers">
        <article>
          <h2>Entretenir</h2>
          <p>Chaudières, pompes à chaleur, adoucisseurs&nbsp;: une visite par an, l’attestation le jour même.</p>
        </article>
        <article>
          <h2>Dépanner</h2>
          <p>
            Une fuite, plus d’eau chaude&nbsp;? Nous passons sous 24&nbsp;heures ouvrées, et nous vous disons quand.
          </p>
        </article>
        <article>
          <h2>Rénover</h2>
          <p>Salles de bain, chaufferies, réseaux&nbsp;: un seul interlocuteur, du métré à la mise en eau.</p>
        </article>
      </section>

      <section class="customer" id="demande">
        <div class="wide two">
          <div>
            <h2>Bonjour ${options.customerName},<br />que pouvons-nous faire&nbsp;?</h2>
            <p>
              Décrivez votre besoin&nbsp;: votre adresse et vos coordonnées sont déjà là. Vous suivrez ensuite chaque
              étape ici même.
            </p>
            <div class="card">
              <parvis-intervention-form api="${options.api}" session-url="${session}"></parvis-intervention-form>
            </div>
          </div>
          <div>
            <h2>Vos interventions</h2>
            <p><a href="/espace-client">Ouvrir tout votre espace client</a></p>
            <div class="card">
              <parvis-interventions api="${options.api}" session-url="${session}"></parvis-interventions>
            </div>
          </div>
        </div>
      </section>`,
  );

export const portalPage: Page = (options) =>
  layout(
    options,
    'Votre espace client',
    html` <section class="customer first">
      <div class="wide">
        <h1>Votre espace client</h1>
        <div class="card"><parvis-portal api="${options.api}" session-url="${session}"></parvis-portal></div>
      </div>
    </section>`,
  );

const layout = ({ api, nonce, customerName }: PageOptions, title: string, content: ReturnType<typeof html>) =>
  html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Atelier des Monts</title>
        <link rel="icon" href="data:," />
        <script type="module" src="${api}/embed/parvis.js" nonce="${nonce}"></script>
        <style nonce="${nonce}">
          ${raw(style)}
        </style>
      </head>
      <body>
        <header class="wide bar">
          <a class="brand" href="/">${raw(mark)} Atelier des Monts</a>
          <nav aria-label="Principale"><a href="/#demande">Demander</a><a href="/espace-client">Espace client</a></nav>
          <span class="who">${customerName}</span>
        </header>
        <main>${content}</main>
        <footer>
          <div class="wide">
            <p><strong>Atelier des Monts</strong><br />2 montée des Sources, 69450 Saint-Cyr-au-Mont-d’Or</p>
            <p>Du lundi au vendredi, de 8&nbsp;h à 18&nbsp;h<br /><a href="tel:+33465712030">04 65 71 20 30</a></p>
            <p class="small">Entreprise imaginaire&nbsp;: cette page montre comment un site accueille Parvis.</p>
          </div>
        </footer>
      </body>
    </html>`;
