/** The site's two pages. */
const page = (title, body, head = '') => `<!doctype html>
<html lang="fr">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · Atelier des Monts</title>
    <link rel="icon" href="data:,">
    <style>
      body { margin: 0 auto; max-width: 64rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1d2b3a; }
      header { display: flex; justify-content: space-between; align-items: center; border-bottom: 1px solid #d5dbe1; }
      form.sign-in { display: grid; gap: 1rem; max-width: 22rem; }
      label { display: grid; gap: .25rem; }
      input, button { font: inherit; padding: .5rem .75rem; }
      parvis-portal { --parvis-accent: #1f5fa8; --parvis-text: #1d2b3a; --parvis-radius: 6px; --parvis-font: inherit; }
    </style>
    ${head}
  </head>
  <body>${body}</body>
</html>`;

export const signInPage = (refused) =>
  page(
    'Connexion',
    `<h1>Atelier des Monts</h1>
    ${refused ? '<p role="alert">Cette adresse et ce mot de passe ne vont pas ensemble.</p>' : ''}
    <form class="sign-in" method="post" action="/sign-in">
      <label>Adresse e-mail <input name="email" type="email" autocomplete="username" value="camille@courriel.example" required></label>
      <label>Mot de passe (camille) <input name="password" type="password" autocomplete="current-password" required></label>
      <button>Se connecter</button>
    </form>`,
  );

/** The portal within the site's own page: it asks `/parvis-session` whenever it needs a session. */
export const accountPage = (api, name) =>
  page(
    'Mon espace',
    `<header>
      <p>Bonjour ${escape(name)}</p>
      <form method="post" action="/sign-out"><button>Se déconnecter</button></form>
    </header>
    <h1>Mon espace</h1>
    <parvis-portal api="${escape(api)}" session-url="/parvis-session"></parvis-portal>
    <script type="module">
      // The site's own session has ended too: sign in again.
      document.addEventListener('parvis-session-expired', () => location.assign('/'));
    </script>`,
    `<script type="module" src="${escape(api)}/embed/parvis.js"></script>`,
  );

const escape = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
