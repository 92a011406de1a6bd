import { useMemo } from 'react';
import { buildAccessModel } from '#/domain/access';
import { withGrants, type GrantChange } from '#/domain/project-grants';
import { roleName, roleRank } from '#/domain/roles';
import { count, listOf } from '#/lib/text';
import styles from './projects.module.css';
import type { ProjectAccess } from './useProject';

type EffectProps = { access: ProjectAccess; projectUuid: string; changes: readonly GrantChange[] };

const SHOWN = 4;

const people = (names: string[]): string =>
  names.length <= SHOWN ? listOf(names) : `${names.slice(0, SHOWN).join(', ')} and ${count(names.length - SHOWN, 'other', 'others')}`;

/** What a change of grants does to the people it concerns, by the access rules over what has been read. */
export const Effect = ({ access, projectUuid, changes }: EffectProps) => {
  const { snapshot, model, everybody } = access;
  const outcome = useMemo(() => {
    if (!snapshot || !model || !everybody) return null;
    const after = buildAccessModel(withGrants(snapshot, projectUuid, changes));
    const users = new Set(changes.filter(({ kind }) => kind === 'user').map(({ uuid }) => uuid));
    const groups = new Set(changes.filter(({ kind }) => kind === 'group').map(({ uuid }) => uuid));
    const concerned = everybody.members.filter(({ userUuid, groupUuids }) => users.has(userUuid) || groupUuids.some((uuid) => groups.has(uuid)));
    const sums = { gone: [] as string[], come: [] as string[], less: [] as string[], more: [] as string[], same: [] as string[], open: 0 };
    for (const { userUuid, name } of concerned) {
      const was = model.project(userUuid, projectUuid);
      const will = after.project(userUuid, projectUuid);
      if (was.visible === 'unknown' || will.visible === 'unknown' || was.role === 'unknown' || will.role === 'unknown') {
        sums.open++;
        continue;
      }
      const difference = roleRank(will.role ?? '') - roleRank(was.role ?? '');
      if (was.visible && !will.visible) sums.gone.push(name);
      else if (!was.visible && will.visible) sums.come.push(name);
      else if (difference < 0) sums.less.push(`${name} (${roleName(will.role ?? 'a custom role').toLowerCase()} remains)`);
      else if (difference > 0) sums.more.push(`${name} (${roleName(will.role ?? '').toLowerCase()})`);
      else sums.same.push(name);
    }
    return sums;
  }, [snapshot, model, everybody, projectUuid, changes]);

  if (!outcome) return null;
  const lines: [string, string[]][] = [
    ['Will no longer reach the project', outcome.gone],
    ['Will reach the project', outcome.come],
    ['Will be allowed less', outcome.less],
    ['Will be allowed more', outcome.more],
  ];
  const isIdle = lines.every(([, names]) => names.length === 0) && outcome.open === 0;
  return (
    <div className={styles.effect} role="status">
      {lines.map(
        ([title, names]) =>
          names.length > 0 && (
            <p key={title}>
              <b>
                {title}: {names.length.toLocaleString('en-GB')}.
              </b>{' '}
              <bdi>{people(names)}</bdi>
            </p>
          ),
      )}
      {isIdle && <p>This changes nothing for anybody: {outcome.same.length === 0 ? 'it concerns nobody.' : 'they have as much or more through other roles and grants.'}</p>}
      {!isIdle && outcome.same.length > 0 && <p>For {count(outcome.same.length, 'other person', 'others')} nothing changes: other roles and grants give as much.</p>}
      {outcome.open > 0 && <p>For {count(outcome.open, 'person', 'people')} it is not known: not everything could be read.</p>}
    </div>
  );
};
