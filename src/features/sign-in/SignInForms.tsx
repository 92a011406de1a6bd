import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { demoIdentitiesQuery, trySignIn, type SignIn } from '#/data/session';
import { roleName } from '#/domain/roles';
import { Avatar } from '#/ui/Avatar';
import { Button } from '#/ui/Button';
import styles from './SignInForms.module.css';

type Tried = Awaited<ReturnType<typeof trySignIn>>;
type SignInFormsProps = {
  /** Whether the backend is the sandbox, which has people to sign in as with one click. */
  hasDemo: boolean;
  startWith?: 'password' | 'token';
  /** Whose sign-in has ended: filled in, so that only the password is left to type. */
  email?: string;
  /** Goes to Lightdash to sign in there; absent where it does not take the console as an OAuth client. */
  onLeave?: (() => Promise<void>) | undefined;
  onSignedIn: (tried: Tried) => void;
};

/** The ways to sign in: at Lightdash itself, e-mail and password, a token, and in the sandbox a demo identity. A failure is said in place. */
export const SignInForms = ({ hasDemo, startWith = 'password', email, onLeave, onSignedIn }: SignInFormsProps) => {
  const [by, setBy] = useState<'password' | 'token'>(startWith);
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { data: demo } = useQuery({ ...demoIdentitiesQuery, enabled: hasDemo });

  const go = async (button: string, work: () => Promise<void>) => {
    setBusy(button);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      const { title, message } = describeFailure(error);
      setProblem(`${title}. ${message}`);
      setBusy(null);
    }
  };

  const attempt = (signIn: SignIn, button: string) => go(button, async () => onSignedIn(await trySignIn(signIn)));

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    void attempt(
      by === 'password' ? { by, email: text('email'), password: text('password') } : { by, token: text('token') },
      'form',
    );
  };

  return (
    <div className={styles.forms}>
      {demo && (
        <section className={styles.demo} aria-labelledby="demo-heading">
          <h2 id="demo-heading">Look around in {demo.organizationName} as</h2>
          <ul className={styles.people}>
            {demo.identities.map(({ id, name, role }) => (
              <li key={id}>
                <button
                  type="button"
                  disabled={busy !== null}
                  onClick={() => void attempt({ by: 'demo', identity: id }, id)}
                >
                  <Avatar name={name} /> <bdi>{name}</bdi> <small>{roleName(role)}</small>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {onLeave && (
        <>
          <Button
            className={styles.wide}
            look="primary"
            busy={busy === 'oauth'}
            disabled={busy !== null}
            onClick={() => void go('oauth', onLeave)}
          >
            Sign in at Lightdash
          </Button>
          <p className={styles.or}>or here</p>
        </>
      )}
      <div>
        <div className={styles.tabs} role="tablist" aria-label="Sign in by">
          {(['password', 'token'] as const).map((way) => (
            <button
              key={way}
              type="button"
              role="tab"
              id={`by-${way}`}
              aria-selected={by === way}
              aria-controls="sign-in-form"
              tabIndex={by === way ? 0 : -1}
              onClick={() => {
                setBy(way);
                setProblem(null);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
                const other = way === 'password' ? 'token' : 'password';
                setBy(other);
                document.getElementById(`by-${other}`)?.focus();
              }}
            >
              {way === 'password' ? 'E-mail and password' : 'Access token'}
            </button>
          ))}
        </div>
      </div>
      <form id="sign-in-form" role="tabpanel" aria-labelledby={`by-${by}`} className={styles.form} onSubmit={onSubmit}>
        {by === 'password' ? (
          <>
            <label className={styles.field}>
              E-mail
              <input name="email" type="email" autoComplete="username" required defaultValue={email} />
            </label>
            <label className={styles.field}>
              Password
              <input
                name="password"
                type="password"
                autoComplete="current-password"
                required
                data-autofocus={email ? true : undefined}
              />
            </label>
          </>
        ) : (
          <label className={styles.field}>
            Personal access token
            <input name="token" type="password" autoComplete="off" spellCheck={false} required placeholder="ldpat_…" />
            <small>
              Kept in memory only: reloading the last open tab asks for it again. Some actions need an e-mail sign-in.
            </small>
          </label>
        )}
        {problem && (
          <p className={styles.error} role="alert">
            {problem}
          </p>
        )}
        <Button
          className={styles.wide}
          type="submit"
          {...(onLeave ? {} : { look: 'primary' as const })}
          busy={busy === 'form'}
        >
          Sign in
        </Button>
      </form>
    </div>
  );
};
