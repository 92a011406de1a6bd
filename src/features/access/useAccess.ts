import { useMemo } from 'react';
import { useMe } from '#/data/me';
import { useOrganizationSnapshot } from '#/data/snapshot';
import { buildAccessModel } from '#/domain/access';
import { accessNames } from '#/domain/access-names';

/**
 * The whole organization for questions about access: what has been read of it so far, the rules over it, and what everybody
 * and everything is called. In: whether to read at all; a question about one project or space has readings of its own.
 * `model` is null until members, groups, roles and projects are there; from then on it grows with what is read.
 */
export const useAccess = (enabled = true) => {
  const { me, may } = useMe();
  const organization = useOrganizationSnapshot(enabled);
  const { snapshot, members, groups, projects, spaces, customRoles } = organization;
  const model = useMemo(() => snapshot && buildAccessModel(snapshot), [snapshot]);
  const names = useMemo(() => accessNames({ members, groups, projects, spaces, customRoles }), [members, groups, projects, spaces, customRoles]);
  return { ...organization, me, may, model, names };
};

export type Access = ReturnType<typeof useAccess>;
