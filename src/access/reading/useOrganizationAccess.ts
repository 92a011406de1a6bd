import { useMemo } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { buildAccessModel } from '../rules';
import { accessNames } from '../words/names';
import { partialSentence } from '../words/words';
import { useMe } from '#/data/me';
import { useOrganizationSnapshot } from './snapshot';

/**
 * The whole organization for questions about access: what has been read of it so far, the rules over it, and what everybody
 * and everything is called; a question about one project or space has readings of its own. `model` is null until members,
 * groups, roles and projects are there; from then on it grows with what is read. `bar` and `rest` say how far it has been
 * read, at the head of a view and beside an answer.
 */
export const useOrganizationAccess = () => {
  const { me, may } = useMe();
  const organization = useOrganizationSnapshot(true);
  const { snapshot, members, groups, projects, spaces, customRoles, reading, error, retry, stop, resume, again } =
    organization;
  const model = useMemo(() => snapshot && buildAccessModel(snapshot), [snapshot]);
  const names = useMemo(
    () => accessNames({ members, groups, projects, spaces, customRoles }),
    [members, groups, projects, spaces, customRoles],
  );
  return {
    ...organization,
    me,
    may,
    model,
    names,
    bar: {
      reading,
      problem: error && describeFailure(error),
      partial: partialSentence(me),
      onRetry: retry,
      onStop: stop,
      onResume: resume,
      onAgain: again,
    },
    rest: { rest: reading.unread, isReading: reading.state === 'running', onRead: resume },
  };
};

/** See useOrganizationAccess. */
export type OrganizationAccess = ReturnType<typeof useOrganizationAccess>;
