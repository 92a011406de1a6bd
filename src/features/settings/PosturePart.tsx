import type { ReactNode } from 'react';
import { useHealth } from '#/data/health';
import { useMe } from '#/data/me';
import { usePosture, type Posture } from '#/data/settings';
import { reasonOf } from '#/domain/permissions';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { Part } from './Part';
import styles from './settings.module.css';

const METHOD_NAMES: Readonly<Record<string, string>> = {
  google: 'Google',
  okta: 'Okta',
  azuread: 'Microsoft Entra ID',
  azureAd: 'Microsoft Entra ID',
  oneLogin: 'OneLogin',
  oidc: 'OpenID Connect',
};

const STATES: Readonly<Record<Posture['state'], string>> = {
  on: 'On',
  off: 'Off',
  none: '',
  unavailable: 'Not available',
  absent: 'Not on this server',
  unread: 'Could not be read',
  reading: '…',
};

type LineProps = { title: string; about: string; posture: Posture; children?: ReactNode };

const Line = ({ title, about, posture: { state, detail }, children }: LineProps) => (
  <tr>
    <th scope="row">
      {title}
      <small>{about}</small>
    </th>
    <td className={styles.state} title={detail || undefined}>
      {STATES[state] || detail}
      {(state === 'on' || state === 'off') && detail && <small>{detail}</small>}
      {children}
    </td>
  </tr>
);

type PosturePartProps = { onImpersonation: (isOn: boolean) => void };

/** How people sign in here. But for whether admins sign in as others it is changed where a licence or a switch of the server decides it. */
export const PosturePart = ({ onImpersonation }: PosturePartProps) => {
  const { may } = useMe();
  const { data: health, isError, refetch } = useHealth();
  const isAllowed = may.manageSettings === true;
  const hidden = reasonOf(may.manageSettings);
  const { domains, sso, impersonation } = usePosture(isAllowed);
  const auth = health?.auth;
  const offered = ['google', 'okta', 'oneLogin', 'azuread', 'oidc'].filter(
    (method) => (auth as Record<string, { enabled?: boolean } | undefined> | undefined)?.[method]?.enabled,
  );
  const unavailable = [domains, ...sso.map(({ posture }) => posture)].find(
    ({ state, detail }) => state === 'unavailable' && detail !== '',
  );
  return (
    <Part id="posture" title="How people sign in" wide>
      <table className={styles.rows}>
        <tbody>
          <Line
            title="E-mail and password"
            about="Set for the whole server."
            posture={
              auth
                ? { state: auth.disablePasswordAuthentication ? 'off' : 'on', detail: '' }
                : { state: isError ? 'unread' : 'reading', detail: '' }
            }
          />
          <Line
            title="Single sign-on of the server"
            about="Set for the whole server."
            posture={
              auth
                ? { state: 'none', detail: offered.map((name) => METHOD_NAMES[name]).join(', ') || 'None' }
                : { state: isError ? 'unread' : 'reading', detail: '' }
            }
          />
          {isAllowed && (
            <>
              <Line
                title="Verified domains"
                about="Domains that the organization has proved to own; single sign-on is routed by them."
                posture={domains}
              />
              {sso.map(({ method, posture }) => (
                <Line
                  key={method}
                  title={METHOD_NAMES[method] ?? method}
                  about="Single sign-on of the organization."
                  posture={posture}
                />
              ))}
              <Line
                title="Admins sign in as others"
                about="For a quarter of an hour at a time; everything they do then counts as the other’s."
                posture={impersonation}
              >
                {(impersonation.state === 'on' || impersonation.state === 'off') && (
                  <Button
                    look="quiet"
                    aria-label="Change Admins sign in as others"
                    onClick={() => onImpersonation(impersonation.state === 'on')}
                  >
                    Change
                  </Button>
                )}
              </Line>
            </>
          )}
        </tbody>
      </table>
      {isError && !health && <Button onClick={() => void refetch()}>Try again</Button>}
      {hidden !== undefined && <p className={details.note}>The rest is for admins. {hidden}</p>}
      {unavailable && <p className={details.note}>The server says: {unavailable.detail}.</p>}
    </Part>
  );
};
