import { useMemo } from 'react';
import { buildAccessModel } from '#/domain/access';
import { withGrants, type GrantChange } from '#/domain/project-grants';
import { roleName, roleRank } from '#/domain/roles';
import { count } from '#/lib/text';
import { Effect } from '#/ui/Effect';
import type { ProjectAccess } from './useProject';

type GrantEffectProps = { access: ProjectAccess; projectUuid: string; changes: readonly GrantChange[] };

/** What a change of grants does to the people it concerns, by the access rules over what has been read. */
export const GrantEffect = ({ access, projectUuid, changes }: GrantEffectProps) => {
  const { snapshot, model, everybody } = access;
  const outcome = useMemo(() => {
    if (!snapshot || !model || !everybody) return null;
    const after = buildAccessModel(withGrants(snapshot, projectUuid, changes));
    const users = new Set(changes.filter(({ kind }) => kind === 'user').map(({ uuid }) => uuid));
    const groups = new Set(changes.filter(({ kind }) => kind === 'group').map(({ uuid }) => uuid));
    const concerned = everybody.members.filter(({ userUuid, groupUuids }) => users.has(userUuid) || groupUuids.some((uuid) => groups.has(uuid)));
    const sums = { gone: [] as string[], come: [] as string[], less: [] as string[], more: [] as string[], same: 0, open: 0 };
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
      else sums.same++;
    }
    return sums;
  }, [snapshot, model, everybody, projectUuid, changes]);

  if (!outcome) return null;
  const { gone, come, less, more, same, open } = outcome;
  return (
    <Effect
      lines={[
        ['Will no longer reach the project', gone],
        ['Will reach the project', come],
        ['Will be allowed less', less],
        ['Will be allowed more', more],
      ]}
      idle={`This changes nothing for anybody: ${same === 0 ? 'it concerns nobody.' : 'they have as much or more through other roles and grants.'}`}
      others={same > 0 ? `For ${count(same, 'other person', 'others')} nothing changes: other roles and grants give as much.` : null}
      unknown={open}
    />
  );
};
