import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { grantedRole, writeProjectGrant } from '#/data/roles';
import { useAccessPreview } from '#/access/what-if/preview';
import type { AccessChange } from '#/access/rules';
import { maxParallel } from '#/domain/bulk';
import { roleName, roleRank } from '#/domain/roles';
import { count } from '#/lib/text';
import { AccessPreview } from '#/access/components/AccessPreview';
import { MultiPicker } from '#/ui/Picker';
import { ProjectRoleSelect } from '#/ui/ProjectRoleSelect';
import { RunDialog, type RunItem } from '#/ui/RunDialog';
import type { ProjectAccess } from './useProject';

type GrantDialogProps = { access: ProjectAccess; projectUuid: string; onClose: () => void };

/** Grants a project to many people and groups at once, with one role; says where that changes nothing. */
export const GrantDialog = ({ access, projectUuid, onClose }: GrantDialogProps) => {
  const queryClient = useQueryClient();
  const [people, setPeople] = useState<string[]>([]);
  const [chosenGroups, setChosenGroups] = useState<string[]>([]);
  const [role, setRole] = useState('viewer');
  const { everybody, groups, nameRole } = access;
  // What the run began with: the grants behind the dialog are read again while it runs.
  const [before] = useState(access.snapshot?.projects[0]);

  const present = useMemo(() => {
    const users = before?.userGrants === 'unknown' ? [] : (before?.userGrants ?? []);
    const ofGroups = before?.groupGrants === 'unknown' ? [] : (before?.groupGrants ?? []);
    return new Map([
      ...users.map((grant) => [grant.userUuid, grant.role] as const),
      ...ofGroups.map((grant) => [grant.groupUuid, grant.role] as const),
    ]);
  }, [before]);

  const options = useMemo(
    () => ({
      people: (everybody?.members ?? []).map(({ userUuid, name, email }) => ({
        value: userUuid,
        label: `${name} · ${email}`,
      })),
      groups: [...(groups?.values() ?? [])].map(({ uuid, name }) => ({ value: uuid, label: name })),
    }),
    [everybody, groups],
  );

  const changes = useMemo<AccessChange[]>(() => {
    const holders = [
      ...chosenGroups.map((uuid) => ({ kind: 'group', uuid }) as const),
      ...people.map((uuid) => ({ kind: 'user', uuid }) as const),
    ];
    return holders.map((holder) => ({ kind: 'projectGrant', projectUuid, holder, role }));
  }, [chosenGroups, people, projectUuid, role]);
  const preview = useAccessPreview(changes, { projectUuid });

  const itemOf = (uuid: string, label: string, note: string | null): RunItem => {
    const now = present.get(uuid);
    return {
      id: uuid,
      label,
      detail: now ? `${nameRole(now)} → ${nameRole(role)}` : nameRole(role),
      blocked: now === role ? 'Has this grant already.' : null,
      note,
    };
  };
  const items = [
    ...chosenGroups.map((uuid) => itemOf(uuid, groups?.get(uuid)?.name ?? '', 'A group')),
    ...people.flatMap((uuid) => {
      const member = everybody?.byUuid.get(uuid);
      if (!member) return [];
      const isWeaker = roleRank(role) >= 0 && roleRank(role) <= roleRank(member.role) && member.role !== 'member';
      return [
        itemOf(
          uuid,
          member.name,
          isWeaker
            ? `Changes nothing: the organization role, ${roleName(member.role).toLowerCase()}, gives as much or more.`
            : null,
        ),
      ];
    }),
  ];

  return (
    <RunDialog
      title={`Grant access to ${access.project?.name ?? 'the project'}`}
      items={items}
      one="grant"
      many="grants"
      doneWord="made"
      startLabel={(n) => (n === 0 ? 'Grant' : `Make ${count(n, 'grant', 'grants')}`)}
      reason={items.length === 0 ? 'Choose people or groups first.' : undefined}
      limit={maxParallel}
      work={async (uuid) => {
        const member = everybody?.byUuid.get(uuid);
        const assignee = member
          ? ({ kind: 'user', uuid, email: member.email } as const)
          : ({ kind: 'group', uuid } as const);
        await writeProjectGrant({ projectUuid, assignee, role, isNew: !present.has(uuid) });
        return '';
      }}
      explain={explainRow}
      check={async (uuid) =>
        (await grantedRole(queryClient, projectUuid, {
          kind: everybody?.byUuid.has(uuid) ? 'user' : 'group',
          uuid,
        })) === role
      }
      onSettled={access.changed}
      onClose={onClose}
    >
      <MultiPicker
        label="Groups"
        placeholder="Choose groups"
        options={options.groups}
        value={chosenGroups}
        onChange={setChosenGroups}
      />
      <MultiPicker
        label="People"
        placeholder="Choose people by name or e-mail"
        options={options.people}
        value={people}
        onChange={setPeople}
      />
      <ProjectRoleSelect value={role} customRoles={access.customRoles} onChange={setRole} />
      {changes.length > 0 && <AccessPreview about={{ projectUuid }} {...preview} />}
    </RunDialog>
  );
};
