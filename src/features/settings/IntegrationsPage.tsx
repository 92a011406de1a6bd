import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { describeFailure } from '#/api/core/sentences';
import {
  useApplications,
  useConnections,
  useMakeKeyPair,
  useSlackChannels,
  type Connection,
} from '#/data/integrations';
import { useHealth } from '#/data/health';
import { useMe } from '#/data/me';
import { useAllSchedulers } from '#/data/schedulers';
import type { SlackInstallation } from '#/data/slack';
import { slackUses } from '#/domain/schedule/slack-uses';
import { hasSession, reasonOf } from '#/domain/permissions';
import { schedulerLink } from '#/features/schedulers/routes';
import { shortDate } from '#/lib/dates';
import { count, listOf } from '#/lib/text';
import { parseUrl } from '#/lib/url';
import { Link } from 'react-router';
import { Button } from '#/ui/Button';
import { copyText } from '#/ui/copy-text';
import details from '#/ui/Details.module.css';
import { FailureAlert } from '#/ui/FailureAlert';
import { Page } from '#/ui/Page';
import type { Problem } from '#/ui/problem';
import { SectionFailure } from '#/ui/Section';
import { Part } from './Part';
import styles from './settings.module.css';
import { settingsTabs } from './tabs';

const SlackModal = lazy(() => import('./SlackModal'));

const CONNECTIONS: Readonly<Record<Connection, string>> = {
  connected: 'Connected',
  'not-connected': 'Not connected',
  session: 'Told to a signed-in session only',
  licence: 'Needs an Enterprise licence of Lightdash',
  absent: 'Not on this server',
  unread: 'Could not be read',
  reading: '…',
};

const Row = ({ title, about, children }: { title: string; about: string; children: ReactNode }) => (
  <tr>
    <th scope="row">
      {title}
      <small>{about}</small>
    </th>
    <td>{children}</td>
  </tr>
);

/** The channels that deliveries go to: whether Slack shows them still, and which deliveries hang on each. */
const SlackPart = ({ connection, workspace }: { connection: Connection; workspace: SlackInstallation | null }) => {
  const { may } = useMe();
  const [edited, setEdited] = useState<SlackInstallation | null>(null);
  const { data: channels, isError } = useSlackChannels();
  const { schedulers, done, failed, forbidden, failure, error, retry } = useAllSchedulers();
  const lost = error ?? (done ? failure : null);
  const uses = useMemo(() => slackUses(schedulers, channels ?? null), [schedulers, channels]);
  const unread = failed.length + forbidden.length;
  const told = workspace?.notificationChannel ?? null;
  return (
    <Part
      id="slack"
      title="Slack"
      wide
      edit={
        workspace
          ? { label: 'Edit', reason: reasonOf(may.manageSettings), onClick: () => setEdited(workspace) }
          : undefined
      }
    >
      <dl className={details.facts}>
        <dt>State</dt>
        <dd>
          {connection === 'session' && channels !== undefined
            ? channels === null
              ? CONNECTIONS['not-connected']
              : CONNECTIONS.connected
            : CONNECTIONS[connection]}
          {workspace && (
            <div className={details.note}>
              Workspace <bdi>{workspace.slackTeamName}</bdi>
              {workspace.createdAt && `, since ${shortDate(workspace.createdAt)}`}
              {workspace.hasRequiredScopes === false &&
                '. Slack lets Lightdash do less than it needs: connect it again'}
            </div>
          )}
        </dd>
        {workspace && (
          <>
            <dt>Failures</dt>
            <dd>
              {told === null ? (
                'Told in no channel'
              ) : (
                <>
                  Told in <bdi>{channels?.get(told) ?? told}</bdi>
                  {channels && !channels.has(told) && (
                    <div className={details.note}>Slack does not show it: nothing arrives there.</div>
                  )}
                </>
              )}
            </dd>
          </>
        )}
      </dl>
      {edited && (
        <Suspense>
          <SlackModal before={edited} onClose={() => setEdited(null)} />
        </Suspense>
      )}
      {lost && <SectionFailure problem={describeFailure(lost)} onRetry={retry} />}
      {!done && !error && <p className={details.note}>Reading which deliveries go to Slack</p>}
      {done && uses.length === 0 && <p className={details.note}>No delivery that you can see goes to Slack.</p>}
      {uses.length > 0 && (
        <table className={styles.rows}>
          <thead>
            <tr>
              <th scope="col">Channel</th>
              <th scope="col">Deliveries</th>
            </tr>
          </thead>
          <tbody>
            {uses.map(({ channel, name, isGone, deliveries }) => (
              <Row
                key={channel}
                title={name ?? channel}
                about={
                  channels === undefined
                    ? isError
                      ? 'The channels could not be read.'
                      : 'Reading the channels'
                    : channels === null
                      ? 'Slack is not connected, so nothing arrives there.'
                      : isGone
                        ? 'Slack does not show it: deleted, archived, or Lightdash was not invited. Nothing arrives.'
                        : channel
                }
              >
                <span className={styles.deliveries}>
                  {deliveries.slice(0, 3).map(({ uuid, name: called, ownerName }) => (
                    <Link key={uuid} to={schedulerLink(uuid)} title={`Owned by ${ownerName}`}>
                      <bdi>{called}</bdi>
                    </Link>
                  ))}
                  {deliveries.length > 3 && <small>and {count(deliveries.length - 3, 'other', 'others')}</small>}
                </span>
              </Row>
            ))}
          </tbody>
        </table>
      )}
      {unread > 0 && (
        <p className={details.note}>The deliveries of {count(unread, 'project', 'projects')} could not be read.</p>
      )}
    </Part>
  );
};

/** Has the server make a key pair, shows its public half once, and says where it belongs. */
const KeyPairPart = () => {
  const make = useMakeKeyPair();
  const [made, setMade] = useState<{ key: string } | { problem: Problem } | 'busy' | null>(null);
  const start = async () => {
    setMade('busy');
    try {
      setMade({ key: (await make()).publicKey });
    } catch (error) {
      setMade({ problem: describeFailure(error) });
    }
  };
  return (
    <Part id="ssh" title="SSH tunnel to a warehouse">
      <p className={details.note}>
        The server makes a key pair and keeps the private half. Put the public half into authorized_keys on the tunnel’s
        host, and into the SSH public key of the project’s warehouse connection in Lightdash. Pairs that projects use
        already stay.
      </p>
      {made !== null && typeof made === 'object' && 'key' in made ? (
        <>
          <textarea className={styles.key} aria-label="Public key" readOnly value={made.key} />
          <Button onClick={() => void copyText(made.key, 'The public key')}>Copy</Button>
        </>
      ) : (
        <Button busy={made === 'busy'} onClick={() => void start()}>
          Make a key pair
        </Button>
      )}
      {made !== null && typeof made === 'object' && 'problem' in made && <FailureAlert problem={made.problem} />}
    </Part>
  );
};

/** Who calls Lightdash without being a person: service accounts and OAuth applications, to read only. */
const ApplicationsPart = () => {
  const { may } = useMe();
  const hidden = reasonOf(may.manageSettings);
  const { accounts, clients } = useApplications(hidden === undefined);
  if (hidden !== undefined)
    return (
      <Part id="applications" title="Applications">
        <p className={details.note}>{hidden}</p>
      </Part>
    );
  return (
    <Part id="applications" title="Applications">
      <dl className={details.facts}>
        <dt>Service accounts</dt>
        <dd>
          {accounts.state === 'connected' ? (accounts.list.length === 0 ? 'None' : '') : CONNECTIONS[accounts.state]}
          {accounts.list.map(({ uuid, description, lastUsedAt, expiresAt, scopes }) => (
            <div key={uuid}>
              <bdi>{description}</bdi>
              <div className={details.note}>
                {lastUsedAt ? `Used ${shortDate(lastUsedAt)}` : 'Never used'} ·{' '}
                {expiresAt ? `ends ${shortDate(expiresAt)}` : 'never ends'}
                {scopes && scopes.length > 0 && ` · ${listOf(scopes)}`}
              </div>
            </div>
          ))}
        </dd>
        <dt>OAuth</dt>
        <dd>
          {clients.state === 'connected' ? (clients.list.length === 0 ? 'None' : '') : CONNECTIONS[clients.state]}
          {clients.list.map(({ clientId, clientName, redirectUris }) => (
            <div key={clientId}>
              <bdi>{clientName ?? clientId}</bdi>
              <div className={details.note}>
                {redirectUris && redirectUris.length > 0 && `Leads back to ${listOf(redirectUris)}`}
              </div>
            </div>
          ))}
        </dd>
      </dl>
    </Part>
  );
};

/** `/settings/integrations`: how other systems are connected, what hangs on them, and who calls without being a person. */
export const IntegrationsPage = () => {
  const { me } = useMe();
  const { slack, workspace, github, gitlab, google } = useConnections(hasSession(me));
  const { data: health } = useHealth();
  const site = parseUrl(health?.siteUrl ?? '');
  return (
    <Page tabs={settingsTabs('integrations')}>
      <div className={details.columns}>
        <SlackPart connection={slack} workspace={workspace} />
        <Part id="systems" title="Other systems">
          <table className={styles.rows}>
            <tbody>
              <Row title="Google" about="Your own account. Your deliveries write to Google Sheets with it.">
                {CONNECTIONS[google]}
              </Row>
              <Row title="GitHub" about="The organization’s. Changes are written back to its repositories.">
                {CONNECTIONS[github]}
              </Row>
              <Row title="GitLab" about="The organization’s.">
                {CONNECTIONS[gitlab]}
              </Row>
            </tbody>
          </table>
          <p className={details.note}>
            They are connected and disconnected in{' '}
            {site && /^https?:$/.test(site.protocol) ? (
              <a href={`${site.origin}/generalSettings/integrations`} target="_blank" rel="noreferrer">
                the settings of Lightdash
              </a>
            ) : (
              'the settings of Lightdash'
            )}
            .
          </p>
        </Part>
        <div>
          <KeyPairPart />
        </div>
        <ApplicationsPart />
      </div>
    </Page>
  );
};
