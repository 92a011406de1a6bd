import { isFailure } from '#/api/core/failure';
import { useCredentialName, useMe } from '#/data/me';
import { useSignInWays } from '#/data/profile';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import styles from './profile.module.css';
import { Section } from '#/ui/Section';
import { useSignOut } from './useSignOut';

const WAYS: Readonly<Record<string, string>> = {
  email: 'E-mail and password',
  apiToken: 'Access token',
  google: 'Google',
  okta: 'Okta',
  oneLogin: 'OneLogin',
  azuread: 'Microsoft Entra ID',
  oidc: 'OpenID Connect',
  snowflake: 'Snowflake',
  slack: 'Slack',
};

const KEPT = {
  session: 'A cookie of this browser, which scripts cannot read.',
  demo: 'A cookie of this browser, which scripts cannot read.',
  token: 'In memory, in this and other open tabs of the console. Reloading the last one forgets it.',
  oauth:
    'In memory, in this and other open tabs of the console, and renewed in time. Reloading the last one forgets it.',
  host: 'The portal around the console provides and renews it.',
  service: '',
};

/** The present way to sign in, the other ways, and sign-out. */
export const SignInSection = () => {
  const { me } = useMe();
  const credential = useCredentialName(true);
  const ways = useSignInWays(me.email);
  const leave = useSignOut();

  return (
    <Section
      id="sign-in"
      title="Sign-in"
      actions={me.credential === 'host' ? undefined : <Button onClick={leave}>Sign out</Button>}
    >
      <dl className={details.facts}>
        <dt>Signed in by</dt>
        <dd>
          {credential === undefined ? (
            <span className={styles.faint}>…</span>
          ) : (
            (credential ?? 'This server does not say')
          )}
          {me.credential === 'demo' && ', as a demo identity'}
          <div className={styles.under}>{KEPT[me.credential]}</div>
        </dd>
        <dt>Ways to sign in</dt>
        <dd>
          {ways.data?.map((way) => WAYS[way] ?? way).join(', ')}
          {ways.isPending && <span className={styles.faint}>…</span>}
          {ways.isError && !ways.data && (
            <span className={styles.faint}>
              {isFailure(ways.error, 'no-such-operation', 'not-found')
                ? 'This server does not say'
                : 'Could not be read'}
            </span>
          )}
        </dd>
      </dl>
    </Section>
  );
};
