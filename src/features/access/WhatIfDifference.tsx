import { useMemo, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { MemberList } from '#/data/members';
import {
  type AccessModel,
  type AccessNames,
  type ChangePreview,
  describeUnread,
  type DifferenceGroup,
  type DifferenceLine,
  differenceLines,
  groupLines,
  type StagedChange,
  stagedInWords,
} from '#/access';
import { downloadCsv } from '#/lib/download';
import { count, grouped, listOf } from '#/lib/text';
import { Button } from '#/ui/Button';
import { affectedInWords } from './affected';
import { BeforeAfter } from './BeforeAfter';
import styles from './WhatIf.module.css';

type WhatIfDifferenceProps = {
  model: AccessModel;
  preview: ChangePreview;
  names: AccessNames;
  members: MemberList | undefined;
  isDone: boolean;
  /** Nobody is left out of the preview. */
  isWhole: boolean;
  rest: ReactNode;
};

const SHOWN = 100;

const placeName = ({ place }: DifferenceLine, names: AccessNames): string =>
  (place.kind === 'project' ? names.project : names.space)(place.uuid);

const outcomeOf = ({ gains, loses, unknown }: DifferenceLine): [mark: string, word: string] => {
  if (gains && loses) return ['±', 'gains and loses'];
  if (loses) return ['−', 'loses'];
  return gains ? ['+', 'gains'] : unknown ? ['?', 'not known'] : ['', ''];
};

const tally = ({ gains, loses, unknown }: DifferenceGroup): string =>
  [
    loses > 0 && `loses ${grouped(loses)}`,
    gains > 0 && `gains ${grouped(gains)}`,
    unknown > 0 && `${grouped(unknown)} not known`,
  ]
    .filter(Boolean)
    .join(' · ');

const decapitalized = (phrase: string): string => phrase.charAt(0).toLowerCase() + phrase.slice(1);

type GroupProps = { group: DifferenceGroup; by: 'person' | 'place'; names: AccessNames; note: string };

const Group = ({ group, by, names, note }: GroupProps) => {
  const [isOpen, setOpen] = useState(false);
  const [first] = group.lines;
  if (!first) return null;
  return (
    <details className={styles.group} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <bdi className={styles.who}>{by === 'person' ? names.person(group.key) : placeName(first, names)}</bdi>
        <span className={styles.soft}>
          {by === 'place' && (first.place.kind === 'project' ? 'project · ' : 'space · ')}
          {by === 'person' ? tally(group) : placeTally(group)}
          {note}
        </span>
      </summary>
      {isOpen && (
        <ul>
          {group.lines.slice(0, SHOWN).map((line) => {
            const [mark, word] = outcomeOf(line);
            return (
              <li key={`${line.userUuid} ${line.place.uuid}`} data-outcome={word}>
                <span className={styles.mark} aria-hidden>
                  {mark}
                </span>
                <span className="visually-hidden">{word}: </span>
                <bdi>{by === 'person' ? placeName(line, names) : names.person(line.userUuid)}</bdi>
                <span className={styles.change}>
                  {line.before} → {line.after}
                </span>
              </li>
            );
          })}
          {group.lines.length > SHOWN && (
            <li className={styles.soft}>And {grouped(group.lines.length - SHOWN)} more, which the export has.</li>
          )}
        </ul>
      )}
    </details>
  );
};

const placeTally = ({ gains, loses, unknown }: DifferenceGroup): string =>
  [
    loses > 0 && count(loses, 'person loses', 'people lose'),
    gains > 0 && count(gains, 'person gains', 'people gain'),
    unknown > 0 && `${grouped(unknown)} not known`,
  ]
    .filter(Boolean)
    .join(' · ');

/** Exactly who would gain and who would lose what: the numbers first, then by person or by place (`?by=place`). */
export const WhatIfDifference = ({ model, preview, names, members, isDone, isWhole, rest }: WhatIfDifferenceProps) => {
  const { diff, unread } = preview;
  const [params, setParams] = useSearchParams();
  const by = params.get('by') === 'place' ? 'place' : 'person';
  const [showsAll, setShowsAll] = useState(false);
  const lines = useMemo(() => differenceLines(diff, names.role), [diff, names]);
  const groups = useMemo(() => groupLines(lines, by), [lines, by]);
  const shown = showsAll ? groups : groups.slice(0, SHOWN);

  const choose = (next: 'person' | 'place') => {
    const address = new URLSearchParams(params);
    if (next === 'place') address.set('by', next);
    else address.delete('by');
    setParams(address, { replace: true, preventScrollReset: true });
  };
  const exportLines = () =>
    downloadCsv<DifferenceLine>(
      'what if',
      [
        { header: 'Person', value: ({ userUuid }) => names.person(userUuid) },
        { header: 'E-mail', value: ({ userUuid }) => names.email(userUuid) },
        { header: 'Kind', value: ({ place }) => place.kind },
        { header: 'Place', value: (line) => placeName(line, names) },
        { header: 'Outcome', value: (line) => outcomeOf(line)[1] },
        { header: 'Before', value: ({ before }) => before },
        { header: 'After', value: ({ after }) => after },
      ],
      lines,
    );
  const isOpen =
    diff.losing.length === 0 && diff.gaining.length === 0 && (diff.unknown.length > 0 || unread.length > 0);
  const noteOf = (userUuid: string) => {
    const status = members?.byUuid.get(userUuid)?.status;
    return status !== undefined && status !== 'active' ? ' · cannot sign in now' : '';
  };

  return (
    <section className={styles.section} aria-labelledby="difference">
      <div className={styles.sectionHead}>
        <h2 id="difference">Who gains, who loses</h2>
        {lines.length > 0 && (
          <>
            <label className={styles.by}>
              Grouped by
              <select value={by} onChange={(event) => choose(event.target.value === 'place' ? 'place' : 'person')}>
                <option value="person">Person</option>
                <option value="place">Place</option>
              </select>
            </label>
            <Button onClick={exportLines}>Export</Button>
          </>
        )}
      </div>
      <p className={styles.sum} role="status">
        {isOpen &&
          `It is not known who gains or loses anything${diff.unknown.length > 0 ? `, for ${count(diff.unknown.length, 'person', 'people')}` : ''}.`}
        {!isOpen &&
          lines.length === 0 &&
          (isWhole
            ? 'Nobody gains or loses anything: other roles and grants give as much.'
            : 'Nobody is known to gain or lose anything.')}
        {!isOpen && lines.length > 0 && (
          <>
            <b>{affectedInWords(diff.losing.length, 'lose', isWhole)}</b>,{' '}
            <b>{decapitalized(affectedInWords(diff.gaining.length, 'gain', isWhole))}</b>
            {diff.unknown.length > 0 && `; of ${count(diff.unknown.length, 'person', 'people')} not all is known`}, in{' '}
            {listOf([
              count(new Set(diff.projects.map(({ projectUuid }) => projectUuid)).size, 'project', 'projects'),
              count(new Set(diff.spaces.map(({ spaceUuid }) => spaceUuid)).size, 'space', 'spaces'),
            ])}
            .
          </>
        )}
        {!isDone && ' Not everything has been read yet, so there may be more.'}
      </p>
      {rest}
      <BeforeAfter before={model} preview={preview} names={names} />
      {unread.map(({ change, unread: part }) => {
        const { label, detail } = stagedInWords(change as StagedChange, 'unknown', names);
        return (
          <p key={`${label} ${detail}`} className={styles.warn}>
            What this leads to is not known, as {describeUnread(part)} could not be read: <bdi>{label}</bdi>,{' '}
            <bdi>{detail}</bdi>.
          </p>
        );
      })}
      {shown.map((group) => (
        <Group
          key={`${by} ${group.key}`}
          group={group}
          by={by}
          names={names}
          note={by === 'person' ? noteOf(group.key) : ''}
        />
      ))}
      {groups.length > shown.length && (
        <Button onClick={() => setShowsAll(true)}>Show all {grouped(groups.length)}</Button>
      )}
    </section>
  );
};
