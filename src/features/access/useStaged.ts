import { type AccessNames, readStaged, type StagedChange, writeStaged } from '#/access';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { usePending, type Held } from '#/ui/pending';

/**
 * The staged changes: in the address as long as they fit, so that a link shows a colleague the same; else in
 * memory, and then leaving the page is asked about first. Out: the changes, how to replace them, and the question that is open.
 */
export const useStaged = () => {
  const [params, setParams] = useSearchParams();
  const inAddress = useMemo(() => readStaged(params), [params]);
  const [inMemory, setInMemory] = useState<readonly StagedChange[] | null>(null);
  const staged = inMemory ?? inAddress;
  const wouldBeLost = inMemory !== null && inMemory.length > 0;

  const [held, setHeld] = useState<Held | null>(null);
  usePending(() => (wouldBeLost ? 'unsaved' : 'nothing'), setHeld);
  const stay = () => {
    held?.reset();
    setHeld(null);
  };

  return {
    staged,
    /** They are too many for the address. */
    isInMemory: wouldBeLost,
    setStaged: (next: readonly StagedChange[]) => {
      const address = writeStaged(params, next);
      setInMemory(address ? null : next);
      setParams(address ?? writeStaged(params, []) ?? new URLSearchParams(), {
        replace: true,
        preventScrollReset: true,
      });
    },
    /** A navigation that is held back because it would lose them. */
    leaving: held && { stay, leave: () => held.proceed() },
  };
};

/** The same names, with the project before the name of each space: changes of several projects stand side by side. */
export const fullNames = (names: AccessNames): AccessNames => ({
  ...names,
  space: (uuid) => {
    const projectUuid = names.projectOf(uuid);
    return projectUuid === undefined ? names.space(uuid) : `${names.project(projectUuid)} / ${names.space(uuid)}`;
  },
});
