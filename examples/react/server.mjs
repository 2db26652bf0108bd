/** Serves the app, and what it asks of its own server: to sign in, and a Parvis session for who has. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';
import { customers } from '../node-backend/customers.mjs';
import { api, sessionFor } from '../node-backend/parvis.mjs';

const port = Number(process.env.PORT ?? 8792);
// As React is developed with: it says more, and StrictMode draws twice.
process.env.NODE_ENV = 'development';
const { output } = await build({
  root: fileURLToPath(new URL('.', import.meta.url)),
  mode: 'development',
  logLevel: 'error',
  define: { __PARVIS_API__: JSON.stringify(api) },
  // Parvis from the sources of this repository; elsewhere from its packages, without a word.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: { write: false, minify: false },
});
const files = new Map(output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]));
files.set('/', files.get('/index.html'));
const kinds = { '.js': 'text/javascript', '.css': 'text/css' };

/** Who is signed in, by the token that their app holds at the moment. */
const signedIn = new Map();
const signIn = (customer) => {
  const token = randomBytes(32).toString('base64url');
  signedIn.set(token, customer);
  return { name: customer.contact.firstName, token };
};
const routes = {
  '/sign-in': ({ email, password }) => {
    const customer = customers.find((each) => each.email === email && each.password === password);
    return customer && signIn(customer);
  },
  '/renew': (_, token, customer) => {
    signedIn.delete(token);
    return customer && signIn(customer);
  },
  '/sign-out': (_, token) => ({ isSignedOut: signedIn.delete(token) }),
  '/parvis-session': (_, _token, customer) => customer && sessionFor(customer),
};

const server = createServer(async (request, response) => {
  const { method, url } = request;
  const path = new URL(url, 'http://app.example').pathname;
  const send = (status, kind, body) =>
    response.writeHead(status, { 'content-type': `${kind}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
  try {
    if (method === 'GET' && files.has(path)) return send(200, kinds[extname(path)] ?? 'text/html', files.get(path));
    if (method !== 'POST' || !routes[path]) return send(404, 'text/plain', 'Not found');
    const token = request.headers.authorization?.replace('Bearer ', '');
    const answer = await routes[path](await json(request), token, signedIn.get(token));
    return send(answer ? 200 : 401, 'application/json', JSON.stringify(answer ?? {}));
  } catch (error) {
    console.error(error.message);
    return send(503, 'application/json', '{}');
  }
});

server.listen(port, '127.0.0.1', () => {
  console.log(`App       http://127.0.0.1:${server.address().port}/`);
  console.log('Sign in   camille@courriel.example, camille');
  console.log(`Parvis    ${api}`);
});
