/** A company's own app: its customers sign in as they always did, and find their Parvis portal in it. */
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import type { Portal } from '@parvis/widgets/portal';
// Registered before anything is drawn: React gives a function only to an element that knows it by then.
import '@parvis/widgets/define/portal';
import { ask, sessionOf, type Account } from './backend.ts';

declare const __PARVIS_API__: string;

export function App() {
  const [account, setAccount] = useState<Account>();
  const [thanks, setThanks] = useState('');
  const portal = useRef<Portal>(null);

  // The app's own token lives shortly: another one each time that somebody comes back to the window.
  useEffect(() => {
    if (!account) return undefined;
    const renew = async () => setAccount(await ask<Account>('/renew', account.token));
    addEventListener('focus', renew);
    return () => removeEventListener('focus', renew);
  }, [account]);

  if (!account) return <SignIn onSignedIn={setAccount} />;
  return (
    <>
      <header>
        <p>
          Bonjour {account.name} <output>{thanks}</output>
        </p>
        <button onClick={() => portal.current?.signOut()}>Quitter mon compte</button>
      </header>
      <parvis-portal
        ref={portal}
        api={__PARVIS_API__}
        getSession={() => sessionOf(account)}
        onparvis-intervention-created={(event) => setThanks(`Merci pour la demande n° ${event.intervention.number}.`)}
        // Signed out, or the app's own session has ended too.
        onparvis-session-expired={async () => {
          await ask('/sign-out', account.token);
          setThanks('');
          setAccount(undefined);
        }}
      />
    </>
  );
}

function SignIn({ onSignedIn }: { onSignedIn: (account: Account) => void }) {
  const [isRefused, setRefused] = useState(false);
  const signIn = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { email, password } = Object.fromEntries(new FormData(event.currentTarget));
    try {
      onSignedIn(await ask<Account>('/sign-in', undefined, { email, password }));
    } catch {
      setRefused(true);
    }
  };
  return (
    <>
      <h1>Atelier des Monts</h1>
      {isRefused && <p role="alert">Cette adresse et ce mot de passe ne vont pas ensemble.</p>}
      <form onSubmit={signIn}>
        <label>
          Adresse e-mail
          <input name="email" type="email" autoComplete="username" defaultValue="camille@courriel.example" required />
        </label>
        <label>
          Mot de passe (camille)
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <button>Se connecter</button>
      </form>
    </>
  );
}
