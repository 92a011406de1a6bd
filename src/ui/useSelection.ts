import { useMemo, useState } from 'react';

/** Which rows are selected, by id. */
export type Selection = {
  size: number;
  has: (id: string) => boolean;
  ids: () => string[];
  toggle: (id: string) => void;
  add: (ids: readonly string[]) => void;
  set: (ids: readonly string[]) => void;
  clear: () => void;
};

/** The selection of a table. Ids of rows that no longer exist are dropped: in, the ids that do. */
export const useSelection = (existing: ReadonlyMap<string, unknown>): Selection => {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return useMemo(() => {
    const valid = new Set([...chosen].filter((id) => existing.has(id)));
    return {
      size: valid.size,
      has: (id) => valid.has(id),
      ids: () => [...valid],
      toggle: (id) => {
        const next = new Set(valid);
        if (!next.delete(id)) next.add(id);
        setChosen(next);
      },
      add: (ids) => setChosen(new Set([...valid, ...ids])),
      set: (ids) => setChosen(new Set(ids)),
      clear: () => setChosen(new Set()),
    };
  }, [chosen, existing]);
};
