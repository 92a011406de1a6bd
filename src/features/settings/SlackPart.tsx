import { useMemo, useState } from 'react';
import { Link } from '#/ui/Link';
import { describeFailure } from '#/api/core/sentences';
import { useSlackChannels, type Connection } from '#/data/integrations';
import { useMe } from '#/data/me';
import { useAllSchedulers } from '#/data/schedulers';
import type { SlackInstallation } from '#/data/slack';
import { reasonOf } from '#/domain/permissions';
import { isChannelGone, slackUses } from '#/domain/schedule/slack-uses';
import { schedulerLink } from '#/features/schedulers/routes';
import { shortDate } from '#/lib/dates';
import { count } from '#/lib/text';
import details from '#/ui/Details.module.css';
import { onDemand } from '#/ui/late';
import { SectionFailure } from '#/ui/Section';
import { CONNECTIONS, Row } from './connections';
import { Part } from './Part';
import styles from './settings.module.css';

const SlackModal = onDemand(async () => (await import('./SlackModal')).SlackModal);

const NONE: readonly string[] = [];

/** The channels that deliveries go to: whether Slack shows them still, and which deliveries hang on each. */
export const SlackPart = ({
  connection,
  workspace,
}: {
  connection: Connection;
  workspace: SlackInstallation | null;
}) => {
  const { may } = useMe();
  const [edited, setEdited] = useState<SlackInstallation | null>(null);
  const { schedulers, done, failed, forbidden, failure, error, retry } = useAllSchedulers();
  const lost = error ?? (done ? failure : null);
  const unread = failed.length + forbidden.length;
  const told = workspace?.notificationChannel ?? null;
  const ids = useMemo(
    () => [...slackUses(schedulers, null, null).map(({ channel }) => channel), ...(told === null ? [] : [told])],
    [schedulers, told],
  );
  // Those that are not listed are asked for once, not with each project that was read.
  const { data: channels, listed, isError } = useSlackChannels({ ids: done ? ids : NONE });
  const uses = useMemo(() => slackUses(schedulers, channels, listed), [schedulers, channels, listed]);
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
                  {isChannelGone(told, listed) && (
                    <div className={details.note}>Slack does not show it: nothing arrives there.</div>
                  )}
                </>
              )}
            </dd>
          </>
        )}
      </dl>
      {edited && <SlackModal before={edited} onClose={() => setEdited(null)} />}
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
                    <span key={uuid}>
                      <Link to={schedulerLink(uuid)}>
                        <bdi>{called}</bdi>
                      </Link>{' '}
                      of <bdi>{ownerName}</bdi>
                    </span>
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
