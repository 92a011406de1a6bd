import { useMemo, type ReactNode } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useApplications, type OauthClient } from '#/data/applications';
import { useMe } from '#/data/me';
import { useRoleNames } from '#/data/role-names';
import { reasonOf } from '#/domain/permissions';
import { describeAccess, describeCreation, type AccountRow } from '#/domain/service-accounts';
import { describeExpiry, describeUse, rotationRefusal, tokenState } from '#/domain/tokens';
import type { CsvColumn } from '#/lib/csv';
import { dateAndTime, exactDate, shortDate, widestDate } from '#/lib/dates';
import { downloadCsv } from '#/lib/download';
import { sortedBy } from '#/lib/rows';
import { classes, listOf } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import type { Column } from '#/ui/DataTable';
import details from '#/ui/Details.module.css';
import { ExportButton } from '#/ui/ExportButton';
import { Icon } from '#/ui/icons';
import { ListFilters, ListTable } from '#/ui/ListTable';
import cells from '#/ui/NarrowCell.module.css';
import { Toolbar } from '#/ui/Page';
import { pointedDate, pointedText } from '#/ui/pointed-date';
import { Section, SectionFailure } from '#/ui/Section';
import { listKind, useList, type ListKind } from '#/ui/useList';
import { useNow } from '#/ui/useNow';
import type { OpenApplicationDialog } from './ApplicationDialogs';
import { CONNECTIONS } from './connections';
import { Part } from './Part';
import styles from './settings.module.css';

type AccountSort = 'name' | 'access' | 'used' | 'created' | 'expires';
const time = (date: string | null | undefined): number | null => Date.parse(date ?? '') || null;

const ACCOUNTS = listKind({
  label: 'Service accounts',
  noun: ['service account', 'service accounts'],
  nothing: 'No service account matches',
  searched: 'name or role',
  searchLabel: 'Search service accounts by name or role',
  rowId: ({ uuid }: AccountRow) => uuid,
  rowName: ({ name }) => name,
  textOf: ({ name, access }) => `${name}\n${access}`,
  ...sortedBy<AccountRow, AccountSort>({
    name: ({ name }) => name,
    access: ({ access }) => access,
    used: ({ lastUsedAt }) => time(lastUsedAt),
    created: ({ createdAt }) => time(createdAt),
    expires: ({ expiresAt }) => time(expiresAt),
  }),
  filters: {
    ends: {
      name: 'Ends',
      options: [
        { value: 'expired', label: 'Has ended' },
        { value: 'soon', label: 'Soon' },
        { value: 'valid', label: 'Later' },
        { value: 'endless', label: 'Never' },
      ],
      of: ({ state }) => [state],
    },
  },
});

type ClientSort = 'name' | 'created';
const nameOf = ({ clientName, clientId }: OauthClient): string => clientName ?? clientId;
const leadsTo = ({ redirectUris = [] }: OauthClient): string => listOf(redirectUris);

const CLIENTS = listKind({
  label: 'OAuth applications',
  prefix: 'oauth-',
  noun: ['OAuth application', 'OAuth applications'],
  nothing: 'No OAuth application matches',
  searched: 'name, client ID or address',
  searchLabel: 'Search OAuth applications by name, client ID or address',
  rowId: ({ clientId }: OauthClient) => clientId,
  rowName: nameOf,
  textOf: (client) => `${nameOf(client)}\n${client.clientId}\n${leadsTo(client)}`,
  ...sortedBy<OauthClient, ClientSort>({ name: nameOf, created: ({ createdAt }) => time(createdAt) }),
  filters: {},
});

/** When a secret ends, marked where it has or soon will. */
const Expiry = ({ account, now }: { account: AccountRow; now: number }) => (
  <span
    className={classes(account.state === 'soon' && styles.soon, account.state === 'expired' && styles.ended)}
    {...pointedDate(account.expiresAt)}
  >
    {(account.state === 'soon' || account.state === 'expired') && <Icon name="alert" size={14} />}{' '}
    {describeExpiry(account, now)}
  </span>
);

const nameColumn = <Row,>(header: string, text: (row: Row) => string) => ({
  id: 'name',
  header,
  sortBy: 'name' as const,
  isStrong: true,
  isFlexible: true,
  text,
  cell: (row: Row) => <bdi title={text(row)}>{text(row)}</bdi>,
});

const accountColumns = (now: number): Column<AccountRow, AccountSort>[] => [
  nameColumn('Service account', ({ name }) => name),
  { id: 'access', header: 'What it may do', sortBy: 'access', text: ({ access }) => access },
  {
    id: 'used',
    header: 'Last used',
    sortBy: 'used',
    text: (account) => describeUse(account, now),
    cell: (account) => <span {...pointedDate(account.lastUsedAt)}>{describeUse(account, now)}</span>,
  },
  {
    id: 'created',
    header: 'Created',
    sortBy: 'created',
    text: (account) => describeCreation(account),
    cell: (account) => (
      <span {...pointedText(() => describeCreation(account, exactDate), describeCreation(account, dateAndTime))}>
        {describeCreation(account)}
      </span>
    ),
  },
  {
    id: 'expires',
    header: 'Ends',
    sortBy: 'expires',
    extra: 20,
    text: (account) => describeExpiry(account, now),
    cell: (account) => <Expiry account={account} now={now} />,
  },
];

/** In none of these is a secret: Lightdash shows one once, and the console keeps none. */
const ACCOUNT_CSV: CsvColumn<AccountRow>[] = [
  { header: 'Service account', value: ({ name }) => name },
  { header: 'What it may do', value: ({ access }) => access },
  { header: 'Last used', value: ({ lastUsedAt }) => lastUsedAt },
  { header: 'Created', value: ({ createdAt }) => createdAt },
  { header: 'Rotated', value: ({ rotatedAt }) => rotatedAt },
  { header: 'Ends', value: ({ expiresAt }) => expiresAt },
  { header: 'Service account UUID', value: ({ uuid }) => uuid },
];

const CLIENT_COLUMNS: Column<OauthClient, ClientSort>[] = [
  nameColumn('OAuth application', nameOf),
  { id: 'leads', header: 'Leads back to', text: leadsTo },
  {
    id: 'created',
    header: 'Created',
    sortBy: 'created',
    isQuiet: true,
    text: widestDate,
    cell: ({ createdAt }) => createdAt && <span {...pointedDate(createdAt)}>{shortDate(createdAt)}</span>,
  },
];

const CLIENT_CSV: CsvColumn<OauthClient>[] = [
  { header: 'OAuth application', value: nameOf },
  { header: 'Client ID', value: ({ clientId }) => clientId },
  { header: 'Leads back to', value: ({ redirectUris = [] }) => redirectUris.join(' ') },
  { header: 'May ask for', value: ({ scopes }) => scopes?.join(' ') ?? null },
  { header: 'Created', value: ({ createdAt }) => createdAt ?? null },
];

type Read = ReturnType<typeof useApplications>['accounts'];
type ListSectionProps<Row, Filter extends string, SortBy extends string> = {
  id: string;
  kind: ListKind<Row, Filter, SortBy>;
  read: Pick<Read, 'state' | 'error' | 'retry'>;
  all: readonly Row[];
  columns: readonly Column<Row, SortBy>[];
  csv: readonly CsvColumn<Row>[];
  /** Under the name of a row where there is room for one column. */
  about: (row: Row) => ReactNode;
  rowMenu: (row: Row) => ReactNode;
  note?: string;
};

/** One of the lists, or why it is not there. */
const ListSection = <Row, Filter extends string, SortBy extends string>(
  props: ListSectionProps<Row, Filter, SortBy>,
) => {
  const { id, kind, read, all, csv, about, note, columns, rowMenu } = props;
  const { state, error, retry } = read;
  const list = useList(kind, all);
  return (
    <Section
      id={id}
      title={kind.label}
      count={state === 'connected' ? all.length : undefined}
      wide
      ruled={all.length === 0}
      actions={
        all.length > 0 && <ExportButton rows={list.rows.length} onClick={() => downloadCsv(id, csv, list.rows)} />
      }
    >
      {all.length > 0 && (
        <Toolbar>
          <ListFilters list={list} />
        </Toolbar>
      )}
      <ListTable
        list={list}
        failure={
          state === 'unread' && (
            <SectionFailure
              problem={{ ...describeFailure(error), title: `${kind.label} could not be read` }}
              onRetry={retry}
            />
          )
        }
        isReading={state === 'reading'}
        expected={3}
        none={<p className={details.note}>{state === 'connected' ? 'None.' : `${CONNECTIONS[state]}.`}</p>}
        columns={columns}
        narrowCell={(row) => (
          <div className={cells.narrow}>
            <div>
              <bdi>{kind.rowName(row)}</bdi>
            </div>
            <div>{about(row)}</div>
          </div>
        )}
        rowMenu={rowMenu}
        fit
      />
      {state === 'connected' && note && <p className={details.note}>{note}</p>}
    </Section>
  );
};

type ApplicationsPartProps = { onDialog: (dialog: OpenApplicationDialog) => void };

/** Who calls Lightdash without being a person: service accounts and OAuth applications, until somebody ends them. */
export const ApplicationsPart = ({ onDialog }: ApplicationsPartProps) => {
  const { may } = useMe();
  const hidden = reasonOf(may.manageSettings);
  const { accounts, clients } = useApplications(hidden === undefined);
  const nameRole = useRoleNames(
    useMemo(() => accounts.list.flatMap(({ roleUuid }) => roleUuid ?? []), [accounts.list]),
  );
  const now = useNow();
  const columns = useMemo(() => accountColumns(now), [now]);
  const rows = useMemo(
    () =>
      accounts.list.map((account): AccountRow => ({
        ...account,
        access: describeAccess(account, nameRole),
        state: tokenState(account, now),
      })),
    [accounts.list, nameRole, now],
  );
  if (hidden !== undefined)
    return (
      <Part id="applications" title="Applications">
        <p className={details.note}>{hidden}</p>
      </Part>
    );
  return (
    <>
      <ListSection
        id="service-accounts"
        kind={ACCOUNTS}
        read={accounts}
        all={rows}
        columns={columns}
        csv={ACCOUNT_CSV}
        note="SCIM tokens are not listed by Lightdash."
        about={(account) => (
          <>
            <bdi>{account.access}</bdi>
            <Expiry account={account} now={now} />
          </>
        )}
        rowMenu={(account) => {
          const refusal = rotationRefusal(account, now);
          return (
            <ActionMenu
              inRow
              name={account.name}
              actions={[
                {
                  label: 'Rotate…',
                  permission: refusal === null || { reason: refusal },
                  onClick: () => onDialog({ kind: 'rotate', account }),
                },
                {
                  label: 'End…',
                  isDestructive: true,
                  permission: may.deleteToken,
                  onClick: () => onDialog({ kind: 'end-account', account }),
                },
              ]}
            />
          );
        }}
      />
      <ListSection
        id="oauth-applications"
        kind={CLIENTS}
        read={clients}
        all={clients.list}
        columns={CLIENT_COLUMNS}
        csv={CLIENT_CSV}
        note="Applications that registered themselves are not listed by Lightdash."
        about={(client) => <span>{leadsTo(client)}</span>}
        rowMenu={(client) => (
          <ActionMenu
            inRow
            name={nameOf(client)}
            actions={[{ label: 'End…', isDestructive: true, onClick: () => onDialog({ kind: 'end-client', client }) }]}
          />
        )}
      />
    </>
  );
};
