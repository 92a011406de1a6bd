import { useState } from 'react';
import { isFailure } from '#/api/core/failure';
import { useGroups } from '#/data/groups';
import { checkGroupName } from '#/domain/groups';

/**
 * A group's name as it is typed, checked against the groups there are, and against what the server says of it: a name that
 * somebody has taken meanwhile is told at the field. In: the group when it is renamed.
 * Out: `problemUnlessTaken` leaves a dialog the failures that are not told here.
 */
export const useGroupName = (self?: { uuid: string; name: string }) => {
  const { data: groups } = useGroups();
  const [typed, setTyped] = useState(self?.name ?? '');
  const [refused, setRefused] = useState<string | null>(null);
  const [wasConflict, setWasConflict] = useState(false);
  const name = typed.trim();
  const { problem, warning } = checkGroupName(typed, groups?.values() ?? [], self?.uuid);
  const isRefused = refused === name;

  return {
    typed,
    setTyped,
    name,
    error: problem ?? (isRefused ? 'A group with this name exists already.' : null),
    warning,
    isRefused,
    /** Sends the name; remembers it when it is refused. Throws what the write throws. */
    send: async (write: (name: string) => Promise<unknown>): Promise<void> => {
      setRefused(null);
      setWasConflict(false);
      try {
        await write(name);
      } catch (error) {
        if (isFailure(error, 'conflict')) {
          setRefused(name);
          setWasConflict(true);
        }
        throw error;
      }
    },
    problemUnlessTaken: <P>(failure: P | null): P | null => (wasConflict ? null : failure),
    /** Why it cannot be sent yet. */
    reason: name === '' ? 'Type a name first.' : (problem ?? (isRefused ? 'Choose another name first.' : undefined)),
  };
};
