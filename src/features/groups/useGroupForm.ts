import { useState } from 'react';
import { isFailure } from '#/api/core/failure';
import { useGroups } from '#/data/groups';
import { checkGroupName } from '#/domain/groups';
import { useFields } from '#/ui/useFields';

const TAKEN = 'A group with this name exists already.';

/**
 * A form with the name of a group, and with its first members where it is made. The name is checked against the groups there are,
 * and against what the server says of it: one that was taken meanwhile is told at the field. In: the group when it is renamed.
 * Out: `problemUnlessTaken` leaves a dialog the failures that are not told here.
 */
export const useGroupForm = (self?: { uuid: string; name: string }) => {
  const { data: groups } = useGroups();
  const [refused, setRefused] = useState<string | null>(null);
  const [wasConflict, setWasConflict] = useState(false);
  const check = (typed: string) => checkGroupName(typed, groups?.values() ?? [], self?.uuid);
  const form = useFields<{ name: string; members: string[] }>({ name: self?.name ?? '', members: [] }, ({ name }) => ({
    name: check(name).problem ?? (refused === name.trim() ? TAKEN : null),
  }));
  const name = form.values.name.trim();
  const isRefused = refused === name;

  return {
    ...form,
    name,
    warning: check(name).warning,
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
          form.setProblem('name', TAKEN);
        }
        throw error;
      }
    },
    problemUnlessTaken: <P>(failure: P | null): P | null => (wasConflict ? null : failure),
    /** Why it cannot be sent yet. */
    reason: name === '' ? 'Type a name first.' : isRefused ? 'Choose another name first.' : form.problem,
  };
};
