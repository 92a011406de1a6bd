import { useMemo } from 'react';
import {
  type GrantHolder,
  isAlready,
  MEMBERS_REACHED,
  type OrganizationAccess,
  organizationRoleChange,
  type SpaceRole,
  type StagedChange,
} from '#/access';
import { useGivableRoles } from '#/data/role-names';
import { hasOwnInheritance, isNested, pathOf } from '#/domain/spaces';
import { ORGANIZATION_ROLES, roleName } from '#/domain/roles';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { ProjectRoleSelect } from '#/ui/ProjectRoleSelect';
import { useFields } from '#/ui/useFields';

type WhatIfAddModalProps = { access: OrganizationAccess; onStage: (change: StagedChange) => void; onClose: () => void };

type Kind = StagedChange['kind'];

/** What has been chosen; which of it counts depends on the kind. `to`: a role, or empty for what is taken away. */
type Chosen = Record<'person' | 'group' | 'holder' | 'project' | 'space', string | null> & { kind: Kind; to: string };

const KINDS: Record<Kind, string> = {
  organizationRole: 'The organization role of a member',
  groupMember: 'Who is in a group',
  projectGrant: 'A grant in a project',
  spaceGrant: 'A grant on a space',
  projectMembersGrant: 'The grant of a space to everybody in the project',
  spacePrivacy: 'Whether a space is private',
  memberRemoved: 'Remove a member from the organization',
  groupDeleted: 'Delete a group',
};

const SPACE_ROLES: readonly SpaceRole[] = ['viewer', 'editor', 'admin'];
const COLLATOR = new Intl.Collator();

type Options = readonly { value: string; label: string }[];

const sorted = (options: { value: string; label: string }[]): Options =>
  options.toSorted((a, b) => COLLATOR.compare(a.label, b.label));

const holderOf = (value: string): GrantHolder => {
  const [kind, uuid = ''] = value.split(' ');
  return { kind: kind === 'group' ? 'group' : 'user', uuid };
};

/** Stages one change: what, of whom, where, and what it becomes. Nothing is sent. */
export const WhatIfAddModal = ({ access, onStage, onClose }: WhatIfAddModalProps) => {
  const { model, members, groups, projects, names } = access;
  const projectRoles = useGivableRoles('project');
  const organizationRoles = useGivableRoles('organization');
  const form = useFields<Chosen>({
    kind: 'organizationRole',
    person: null,
    group: null,
    holder: null,
    project: null,
    space: null,
    to: 'viewer',
  });
  const { kind, person, group, holder, project, space, to } = form.values;
  // Up to 0.2110 there is no grant to everybody in the project.
  const kinds = (Object.keys(KINDS) as Kind[]).filter(
    (each) => each !== 'projectMembersGrant' || model?.snapshot.generation === 'C',
  );

  const people = useMemo(
    () =>
      sorted(
        (members?.members ?? []).map(({ userUuid, name, email }) => ({
          value: userUuid,
          label: name === email ? email : `${name} · ${email}`,
        })),
      ),
    [members],
  );
  const groupOptions = useMemo(
    () => sorted([...(groups?.values() ?? [])].map(({ uuid, name }) => ({ value: uuid, label: name }))),
    [groups],
  );
  const holders = useMemo(
    () => [
      ...groupOptions.map(({ value, label }) => ({ value: `group ${value}`, label: `${label} (group)` })),
      ...people.map(({ value, label }) => ({ value: `user ${value}`, label })),
    ],
    [groupOptions, people],
  );
  const projectOptions = useMemo(
    () => sorted((projects ?? []).map(({ uuid, name }) => ({ value: uuid, label: name }))),
    [projects],
  );
  // Up to 0.2110 nested spaces follow the one at the top (A4): there is nothing of their own to change.
  const spaceOptions = useMemo(
    () =>
      sorted(
        names.placed
          .filter((each) => !isNested(each) || hasOwnInheritance(each))
          .map((each) => ({
            value: each.uuid,
            label: [each.projectName, pathOf(each), each.name].filter(Boolean).join(' / '),
          })),
      ),
    [names],
  );

  const change = ((): StagedChange | null => {
    switch (kind) {
      case 'organizationRole':
        return person !== null && to !== '' ? organizationRoleChange(person, to) : null;
      case 'groupMember':
        return person !== null && group !== null
          ? { kind, userUuid: person, groupUuid: group, isMember: to !== '' }
          : null;
      case 'projectGrant':
        return holder !== null && project !== null
          ? { kind, projectUuid: project, holder: holderOf(holder), role: to === '' ? null : to }
          : null;
      case 'spaceGrant':
        return holder !== null && space !== null
          ? { kind, spaceUuid: space, holder: holderOf(holder), role: SPACE_ROLES.find((role) => role === to) ?? null }
          : null;
      case 'projectMembersGrant':
        return space !== null
          ? { kind, spaceUuid: space, role: SPACE_ROLES.find((role) => role === to) ?? null }
          : null;
      case 'memberRemoved':
        return person !== null ? { kind, userUuid: person } : null;
      case 'groupDeleted':
        return group !== null ? { kind, groupUuid: group } : null;
      case 'spacePrivacy':
        return space !== null ? { kind, spaceUuid: space, isPrivate: to !== '' } : null;
    }
  })();
  const already = change !== null && model !== null && isAlready(model.snapshot, change);

  return (
    <FormModal
      title="Add a change"
      submitLabel="Stage"
      reason={change === null ? 'Choose all of it first.' : already ? 'It is like that already.' : undefined}
      write={{
        busy: false,
        problem: null,
        submit: () => {
          if (change) onStage(change);
          onClose();
        },
      }}
      onClose={onClose}
    >
      <Field label="What would change">
        {(control) => (
          <select
            {...control}
            data-autofocus
            value={kind}
            onChange={(event) => {
              form.set('kind', event.target.value as Kind);
              form.set('to', 'viewer');
            }}
          >
            {kinds.map((value) => (
              <option key={value} value={value}>
                {KINDS[value]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {(kind === 'organizationRole' || kind === 'groupMember' || kind === 'memberRemoved') && (
        <Picker label="Member" placeholder="Search by name or e-mail" options={people} {...form.field('person')} />
      )}
      {(kind === 'groupMember' || kind === 'groupDeleted') && (
        <Picker label="Group" placeholder="Search by name" options={groupOptions} {...form.field('group')} />
      )}
      {(kind === 'projectGrant' || kind === 'spaceGrant') && (
        <Picker
          label="Person or group"
          placeholder="Search by name or e-mail"
          options={holders}
          {...form.field('holder')}
        />
      )}
      {kind === 'projectGrant' && (
        <Picker label="Project" placeholder="Search by name" options={projectOptions} {...form.field('project')} />
      )}
      {(kind === 'spaceGrant' || kind === 'projectMembersGrant' || kind === 'spacePrivacy') && (
        <Picker label="Space" placeholder="Search by name" options={spaceOptions} {...form.field('space')} />
      )}
      {kind === 'memberRemoved' || kind === 'groupDeleted' ? null : kind === 'projectGrant' ? (
        <ProjectRoleSelect none="No grant" customRoles={projectRoles} {...form.field('to')} />
      ) : (
        <Field label="Becomes" hint={kind === 'projectMembersGrant' && MEMBERS_REACHED}>
          {(control) => (
            <select {...control} value={to} onChange={(event) => form.set('to', event.target.value)}>
              {[
                ...choicesOf(kind, space !== null && names.isNested(space)),
                ...(kind === 'organizationRole'
                  ? [...organizationRoles.values()].map(({ uuid, name }) => [uuid, name] as const)
                  : []),
              ].map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </FormModal>
  );
};

/** What a change can lead to, by value; the value empty is that of what is taken away. */
const choicesOf = (kind: Kind, isInside: boolean): readonly (readonly [value: string, name: string])[] => {
  if (kind === 'groupMember')
    return [
      ['viewer', 'In the group'],
      ['', 'Not in the group'],
    ];
  if (kind === 'spacePrivacy')
    return isInside
      ? [
          ['viewer', 'Takes no access from above'],
          ['', 'Inherits access from above'],
        ]
      : [
          ['viewer', 'Private'],
          ['', 'Public'],
        ];
  if (kind === 'spaceGrant' || kind === 'projectMembersGrant')
    return [['', 'No grant'], ...SPACE_ROLES.map((role) => [role, roleName(role)] as const)];
  return ORGANIZATION_ROLES.map((role) => [role, roleName(role)] as const);
};
