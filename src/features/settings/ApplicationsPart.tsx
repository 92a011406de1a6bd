import { Fragment, lazy, Suspense, useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useApplications } from '#/data/applications';
import { useMe } from '#/data/me';
import { useRoleNames } from '#/data/role-names';
import { reasonOf } from '#/domain/permissions';
import { describeAccess, type ServiceAccount } from '#/domain/service-accounts';
import { describeExpiry, describeUse, rotationRefusal, tokenState } from '#/domain/tokens';
import { exactDate, shortDate } from '#/lib/dates';
import { classes, listOf } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import details from '#/ui/Details.module.css';
import { Icon } from '#/ui/icons';
import { SectionFailure } from '#/ui/Section';
import type { OpenApplicationDialog } from './ApplicationDialogs';
import { CONNECTIONS } from './connections';
import { Part } from './Part';
import styles from './settings.module.css';

const ApplicationDialogs = lazy(() => import('./ApplicationDialogs'));

/** When a secret ends, marked where it has or soon will. */
const Expiry = ({ account, now }: { account: ServiceAccount; now: number }) => {
  const state = tokenState(account, now);
  return (
    <span
      className={classes(state === 'soon' && styles.soon, state === 'expired' && styles.ended)}
      title={exactDate(account.expiresAt)}
    >
      {(state === 'soon' || state === 'expired') && <Icon name="alert" size={14} />} {describeExpiry(account, now)}
    </span>
  );
};

/** Who calls Lightdash without being a person: service accounts and OAuth applications, until somebody ends them. */
export const ApplicationsPart = () => {
  const { may } = useMe();
  const hidden = reasonOf(may.manageSettings);
  const { accounts, clients } = useApplications(hidden === undefined);
  const nameRole = useRoleNames(accounts.list.flatMap(({ roleUuid }) => roleUuid ?? []));
  const [dialog, setDialog] = useState<OpenApplicationDialog | null>(null);
  const [now] = useState(Date.now);
  if (hidden !== undefined)
    return (
      <Part id="applications" title="Applications">
        <p className={details.note}>{hidden}</p>
      </Part>
    );
  const kinds = [
    { title: 'Service accounts', ...accounts },
    { title: 'OAuth applications', ...clients },
  ];
  const empty = kinds.filter(({ state, list }) => list.length === 0 && state !== 'unread');
  return (
    <Part id="applications" title="Applications" wide>
      {empty.length > 0 && (
        <dl className={details.facts}>
          {empty.map(({ title, state }) => (
            <Fragment key={title}>
              <dt>{title}</dt>
              <dd>{state === 'connected' ? 'None' : CONNECTIONS[state]}</dd>
            </Fragment>
          ))}
        </dl>
      )}
      {kinds.map(
        ({ title, state, error, retry }) =>
          state === 'unread' && (
            <SectionFailure
              key={title}
              problem={{ ...describeFailure(error), title: `${title} could not be read` }}
              onRetry={retry}
            />
          ),
      )}
      {accounts.list.length > 0 && (
        <table className={classes(styles.rows, styles.applications)}>
          <thead>
            <tr>
              <th scope="col">Service account</th>
              <th scope="col">Last used</th>
              <th scope="col">Created</th>
              <th scope="col">Ends</th>
              <th aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {accounts.list.map((account) => {
              const refusal = rotationRefusal(account, now);
              return (
                <tr key={account.uuid}>
                  <th scope="row">
                    <bdi>{account.name}</bdi>
                    <small>{describeAccess(account, nameRole)}</small>
                  </th>
                  <td title={exactDate(account.lastUsedAt)}>{describeUse(account, now)}</td>
                  <td>
                    {account.createdAt && shortDate(account.createdAt)}
                    {account.rotatedAt && <small>rotated {shortDate(account.rotatedAt)}</small>}
                  </td>
                  <td>
                    <Expiry account={account} now={now} />
                  </td>
                  <td>
                    <ActionMenu
                      name={account.name}
                      actions={[
                        {
                          label: 'Rotate…',
                          permission: refusal === null || { reason: refusal },
                          onClick: () => setDialog({ kind: 'rotate', account }),
                        },
                        {
                          label: 'End…',
                          isDestructive: true,
                          permission: may.deleteToken,
                          onClick: () => setDialog({ kind: 'end-account', account }),
                        },
                      ]}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {clients.list.length > 0 && (
        <table className={classes(styles.rows, styles.applications)}>
          <thead>
            <tr>
              <th scope="col">OAuth application</th>
              <th scope="col">Created</th>
              <th aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {clients.list.map((client) => {
              const { clientId, clientName, redirectUris = [], createdAt } = client;
              return (
                <tr key={clientId}>
                  <th scope="row">
                    <bdi>{clientName ?? clientId}</bdi>
                    <small>{redirectUris.length > 0 && `Leads back to ${listOf(redirectUris)}`}</small>
                  </th>
                  <td>{createdAt && shortDate(createdAt)}</td>
                  <td>
                    <ActionMenu
                      name={clientName ?? clientId}
                      actions={[
                        {
                          label: 'End…',
                          isDestructive: true,
                          onClick: () => setDialog({ kind: 'end-client', client }),
                        },
                      ]}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {kinds.some(({ state }) => state === 'connected') && (
        <p className={details.note}>
          SCIM tokens, and applications that registered themselves, are not listed by Lightdash.
        </p>
      )}
      {dialog && (
        <Suspense>
          <ApplicationDialogs dialog={dialog} nameRole={nameRole} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </Part>
  );
};
