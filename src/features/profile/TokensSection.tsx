import { describeFailure } from '#/api/core/sentences';
import { useMemo } from 'react';
import { useMe } from '#/data/me';
import { useTokens } from '#/data/tokens';
import { reasonOf } from '#/domain/permissions';
import {
  describeExpiry,
  describeUse,
  rotationRefusal,
  TOKEN_SORTS,
  tokenState,
  type Token,
  type TokenColumn,
} from '#/domain/tokens';
import { dateAndTime, exactDate, shortDate } from '#/lib/dates';
import type { CsvColumn } from '#/lib/csv';
import { downloadCsv } from '#/lib/download';
import { classes } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import type { Column } from '#/ui/DataTable';
import { Icon } from '#/ui/icons';
import { ListTable } from '#/ui/ListTable';
import { pointedDate, pointedText } from '#/ui/pointed-date';
import { listKind, useList } from '#/ui/useList';
import cells from '#/ui/NarrowCell.module.css';
import styles from './profile.module.css';
import type { OnDialog } from './ProfileDialogs';
import { ReadOnly, Section, SectionFailure } from '#/ui/Section';

/** One's own tokens. Those that end first come first. */
const TOKENS = listKind({
  label: 'Personal access tokens',
  noun: ['token', 'tokens'],
  nothing: 'No token matches',
  rowId: ({ uuid }) => uuid,
  rowName: ({ name }) => name,
  textOf: ({ name }) => name,
  ...TOKEN_SORTS,
  defaultSort: { column: 'expires', descending: false },
  filters: {},
});

const NONE: readonly Token[] = [];

const MARKS = { endless: styles.faint, valid: styles.soft, soon: styles.soon, expired: styles.expired };

const Expiry = ({ token, now }: { token: Token; now: number }) => {
  const state = tokenState(token, now);
  return (
    <span className={classes(styles.state, MARKS[state])} {...pointedDate(token.expiresAt)}>
      {(state === 'soon' || state === 'expired') && <Icon name="alert" size={14} />}
      {describeExpiry(token, now)}
    </span>
  );
};

const Use = ({ token, now }: { token: Token; now: number }) => (
  <span className={token.lastUsedAt === null ? styles.faint : styles.soft} {...pointedDate(token.lastUsedAt)}>
    {describeUse(token, now)}
  </span>
);

const createdText = ({ createdAt, rotatedAt }: Token): string =>
  shortDate(createdAt) + (rotatedAt ? `, rotated ${shortDate(rotatedAt)}` : '');

const Created = ({ token }: { token: Token }) => {
  const all = (say: (date: string | null) => string) =>
    [token.createdAt, token.rotatedAt].map(say).filter(Boolean).join('\n');
  return (
    <span className={styles.soft} {...pointedText(() => all((date) => exactDate(date)), all(dateAndTime))}>
      {createdText(token)}
    </span>
  );
};

const columnsAt = (now: number): Column<Token, TokenColumn>[] => [
  {
    id: 'name',
    header: 'Name',
    sortBy: 'name',
    isStrong: true,
    isFlexible: true,
    text: ({ name }) => name,
    cell: ({ name }) => (
      <bdi className={styles.name} title={name}>
        {name}
      </bdi>
    ),
  },
  {
    id: 'expires',
    header: 'Expires',
    sortBy: 'expires',
    text: (token) => describeExpiry(token, now),
    extra: 20,
    cell: (token) => <Expiry token={token} now={now} />,
  },
  {
    id: 'used',
    header: 'Last used',
    sortBy: 'used',
    text: (token) => describeUse(token, now),
    cell: (token) => <Use token={token} now={now} />,
  },
  {
    id: 'created',
    header: 'Created',
    sortBy: 'created',
    text: createdText,
    cell: (token) => <Created token={token} />,
  },
];

/** Downloads the list of tokens as CSV, safe to open in a spreadsheet; there are no secrets in it. In: the rows as shown. */
const exportTokens = (tokens: readonly Token[], now: number): void => {
  const columns: CsvColumn<Token>[] = [
    { header: 'Name', value: ({ name }) => name },
    { header: 'State', value: (token) => describeExpiry(token, now) },
    { header: 'Expires', value: ({ expiresAt }) => expiresAt },
    { header: 'Last used', value: ({ lastUsedAt }) => lastUsedAt },
    { header: 'Created', value: ({ createdAt }) => createdAt },
    { header: 'Rotated', value: ({ rotatedAt }) => rotatedAt },
    { header: 'Token UUID', value: ({ uuid }) => uuid },
  ];
  downloadCsv('access-tokens', columns, tokens);
};

/** One's own access tokens: they act in one's name until they end or are deleted. */
export const TokensSection = ({ now, onDialog }: { now: number; onDialog: OnDialog }) => {
  const { may } = useMe();
  const { data: tokens = NONE, isPending, error, refetch } = useTokens();
  const list = useList(TOKENS, tokens);
  const { rows } = list;
  const columns = useMemo(() => columnsAt(now), [now]);
  const isRead = !isPending && (!error || tokens !== NONE);

  const menuOf = (token: Token) => {
    const refusal = rotationRefusal(token, now);
    return (
      <ActionMenu
        name={token.name}
        actions={[
          {
            label: 'Rotate…',
            permission: refusal === null || { reason: refusal },
            onClick: () => onDialog({ kind: 'rotate-token', token }),
          },
          {
            label: 'Delete…',
            isDestructive: true,
            permission: may.deleteToken,
            onClick: () => onDialog({ kind: 'delete-token', token }),
          },
        ]}
      />
    );
  };

  return (
    <Section
      id="tokens"
      title="Personal access tokens"
      count={isRead ? tokens.length : undefined}
      wide
      ruled={rows.length === 0 && !isPending}
      actions={
        <>
          {rows.length > 0 && <Button onClick={() => exportTokens(rows, now)}>Export</Button>}
          <Button reason={reasonOf(may.createToken)} onClick={() => onDialog({ kind: 'create-token' })}>
            Create token
          </Button>
        </>
      }
    >
      {may.createToken !== true && <ReadOnly>{may.createToken.reason}</ReadOnly>}
      <ListTable
        list={list}
        failure={
          error && tokens === NONE && <SectionFailure problem={describeFailure(error)} onRetry={() => void refetch()} />
        }
        isReading={isPending}
        expected={3}
        none={
          <p className={styles.note}>
            You have no tokens. With one, a script or another program uses Lightdash in your name.
          </p>
        }
        columns={columns}
        narrowCell={(token) => (
          <div className={cells.narrow}>
            <div>
              <bdi className={styles.name}>{token.name}</bdi>
            </div>
            <div>
              <Expiry token={token} now={now} />
              <Use token={token} now={now} />
            </div>
          </div>
        )}
        rowMenu={menuOf}
        fit
      />
    </Section>
  );
};
