/** A company's own site: its customers sign in as they always did, and find their Parvis portal in it. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { customers } from './customers.mjs';
import { accountPage, signInPage } from './pages.mjs';
import { api, sessionFor } from './parvis.mjs';

const port = Number(process.env.PORT ?? 8791);
/** Who is signed in on this site, by the value of its cookie. */
const signedIn = new Map();

const routes = {
  'GET /': ({ user }) => (user ? html(accountPage(api, user.contact.firstName)) : html(signInPage(false))),

  'POST /sign-in': ({ form }) => {
    const user = customers.find(
      ({ email, password }) => email === form.get('email') && password === form.get('password'),
    );
    if (!user) return html(signInPage(true), 403);
    const cookie = randomBytes(32).toString('base64url');
    signedIn.set(cookie, user);
    return redirect('/', `site=${cookie}; HttpOnly; SameSite=Lax; Path=/`);
  },

  'POST /sign-out': ({ cookie }) => {
    signedIn.delete(cookie);
    return redirect('/', 'site=; Max-Age=0; Path=/');
  },

  // The element asks here, with the site's cookie, when it needs a session and before the one it has ends.
  'GET /parvis-session': async ({ user }) =>
    user ? json(await sessionFor(user)) : json({ code: 'session-expired' }, 401),
};

const server = createServer(async (request, response) => {
  const { status, headers, body } = await answer(request).catch((error) => {
    console.error(error.message);
    return json({ code: 'unavailable' }, 503);
  });
  response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end(body);
});

async function answer(request) {
  const route = routes[`${request.method} ${request.url.split('?')[0]}`];
  if (!route) return html('', 404);
  const cookie = /(?:^|; )site=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  return route({ user: signedIn.get(cookie), cookie, form: new URLSearchParams(await text(request)) });
}

const html = (body, status = 200) => ({ status, headers: { 'content-type': 'text/html; charset=utf-8' }, body });
const json = (body, status = 200) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const redirect = (location, cookie) => ({ status: 303, headers: { location, 'set-cookie': cookie }, body: '' });

async function text(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

server.listen(port, '127.0.0.1', () => {
  console.log(`Site      http://127.0.0.1:${server.address().port}/`);
  console.log('Sign in   camille@courriel.example, camille');
  console.log(`Parvis    ${api}`);
});
